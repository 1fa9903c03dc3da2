import type { INestApplication } from '@nestjs/common';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { allowedOf, type Allowed } from '#identity';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const methods = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** Every operation of a document. */
export function operationsOf(document: OpenAPIObject): Operation[] {
  return Object.values(document.paths).flatMap((path) => methods.flatMap((method) => path[method] ?? []));
}

/** The OpenAPI 3.1 document of an app's own routes: who may call comes from `@Allow`, failures are problem documents. */
export function openApiDocument(app: INestApplication, title: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(title)
    .setVersion('1')
    .setLicense('EUPL-1.2', 'https://eupl.eu/1.2/en/')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', description: 'Access token from `POST /v1/oauth/token`.' },
      'bearer',
    )
    .build();
  const document = SwaggerModule.createDocument(app, config);
  const allowed = allowedByOperation(app);
  for (const operation of operationsOf(document)) {
    const who = allowed.get(operation.operationId ?? '') ?? [];
    operation.security = who.includes('public') ? [] : [{ bearer: [] }];
    Object.assign(operation, { 'x-allowed': who });
    operation.responses['default'] ??= {
      description: 'A problem document (RFC 9457).',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    };
  }
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: problemSchema },
  };
  return document;
}

/** Serves an inner app's own document at `/openapi.json`; the gateway merges those of all apps. */
export function serveOpenApi(app: NestFastifyApplication, title: string): void {
  let document: string | undefined;
  app
    .getHttpAdapter()
    .getInstance()
    .get('/openapi.json', (_request, reply) => {
      document ??= JSON.stringify(openApiDocument(app, title));
      return reply.header('content-type', 'application/json; charset=utf-8').send(document);
    });
}

function allowedByOperation(app: INestApplication): Map<string, readonly Allowed[]> {
  const [reflector, scanner] = [app.get(Reflector), new MetadataScanner()];
  const found = new Map<string, readonly Allowed[]>();
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (typeof metatype !== 'function') continue;
      const prototype = metatype.prototype as Record<string, () => unknown>;
      for (const name of scanner.getAllMethodNames(prototype)) {
        const handler = prototype[name];
        if (handler === undefined) continue;
        const context = { getHandler: () => handler, getClass: () => metatype as never };
        found.set(`${metatype.name}_${name}`, allowedOf(reflector, context) ?? []);
      }
    }
  }
  return found;
}

const problemSchema = {
  type: 'object',
  description: 'RFC 9457 problem document.',
  required: ['type', 'title', 'status', 'detail', 'code', 'traceId'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What happened and how to mend it.' },
    code: { type: 'string', description: 'Stable code of the failure.', example: 'practice.not-complete' },
    errors: {
      type: 'array',
      description: 'The places of the request that are wrong.',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'JSON Pointer into the body, or `/name` of a parameter.' },
          code: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
    traceId: { type: 'string', description: 'Under this id the request stands in the logs.' },
  },
};
