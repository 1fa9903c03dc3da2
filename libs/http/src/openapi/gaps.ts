import type { OpenAPIObject } from '@nestjs/swagger';
import { operationsOf, type Operation } from './document.js';
import { exampleOf, showsItself, type Schema } from './schema.js';

/** What a document lacks that a reader needs: one sentence each, naming the place. Empty for a complete document. */
export function gapsOf(document: OpenAPIObject): string[] {
  const schemas = Object.entries((document.components?.schemas ?? {}) as Record<string, Schema>);
  return [
    ...operationsOf(document).flatMap(({ method, path, operation }) =>
      gapsOfOperation(operation).map((gap) => `${method.toUpperCase()} ${path} ${gap}`),
    ),
    ...schemas.flatMap(([name, schema]) => gapsOfSchema(schema, name)),
  ];
}

function gapsOfOperation(operation: Operation): string[] {
  const parameters = (operation.parameters ?? []) as { name?: string; description?: string; schema?: Schema }[];
  return [
    ...(operation.summary ? [] : ['has no summary: add @ApiOperation({ summary }).']),
    ...(tellsSuccess(operation) ? [] : ['does not say what it returns: add @Answers(status, View).']),
    ...parameters.flatMap(({ name, description, schema }) =>
      name === undefined || !schema ? [] : [
        ...(description ? [] : [`does not describe its parameter ${name}.`]),
        ...(exampleOf(schema) === undefined ? [`has no example of its parameter ${name}.`] : []),
      ]),
  ]; // prettier-ignore
}

/** An answer without a body has only its description; an undeclared one lacks even that. */
const tellsSuccess = ({ responses }: Operation): boolean =>
  Object.entries(responses as Record<string, { description?: string; content?: object }>).some(
    ([status, { description, content }]) =>
      /^[23]/.test(status) && status !== '304' && (content !== undefined || (description ?? '') !== ''),
  );

function gapsOfSchema(schema: Schema, name: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([property, inner]) => [
    ...(inner.description || inner.$ref ? [] : [`${name}.${property} has no description.`]),
    ...(showsItself(inner) || exampleOf(inner) !== undefined ? [] : [`${name}.${property} has no example.`]),
    ...gapsOfSchema(inner, `${name}.${property}`),
  ]);
}
