import type { OpenAPIObject } from '@nestjs/swagger';
import openapiTypes, { astToString } from 'openapi-typescript';
import { format } from 'prettier';
import { operationsOf } from '#http';
import { permissionsPage } from './permissions.js';

/** The files that are generated from the document and kept with the source, by path. */
export async function pagesOf(document: OpenAPIObject): Promise<Record<string, string>> {
  return {
    'docs/permissions.md': await format(permissionsPage(document), { parser: 'markdown', printWidth: 120 }),
    'libs/client/src/schema.ts': await typesOf(document),
  };
}

/** The types of requests and responses. Programs distinguish failures by code, so all share one type here. */
async function typesOf(document: OpenAPIObject): Promise<string> {
  const lean = structuredClone(document);
  for (const { operation } of operationsOf(lean)) {
    const successes = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
    operation.responses = { ...Object.fromEntries(successes), default: problem };
  }
  delete lean.components?.responses;
  const nodes = await openapiTypes(lean as never, { alphabetize: true });
  return `// Made by \`npm run documents\` from the OpenAPI document.\n${astToString(nodes)}`;
}

const problem = {
  description: 'A problem document (RFC 9457).',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};
