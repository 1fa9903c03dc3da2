import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { problemResponsesOf, problemSchema, sharedResponses } from './problem-responses.js';
import { demandsOf, describeBody, reachableFrom, withDemands } from './request-rules.js';
import { operationIdOf, routesOf, type Route } from './routes.js';
import { exampleOf, showsItself, type Schema } from './schema.js';

export type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Response = Record<string, unknown>;
interface Parameter {
  name: string;
  in: string;
  description?: string;
  schema: Schema;
}

export const methods = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** Every operation of a document, with its path and method. */
export function operationsOf(
  document: OpenAPIObject,
): { method: (typeof methods)[number]; path: string; operation: Operation }[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => (item[method] ? [{ method, path, operation: item[method] }] : [])),
  );
}

/**
 * The OpenAPI 3.1 document of an app's own routes. Callers come from `@Allow`, rules for requests from their
 * validators, successes from `@Answers`, failures from the route itself and from `@Fails`. The app need not be started.
 * @throws {Error} when a route, even one only for the other apps, does not say who may call it
 */
export function openApiDocument(app: INestApplication, title: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(title)
    .setVersion('1')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', bearerFormat: 'opaque', description: 'Token of `POST /v1/oauth/token`.' },
      'bearer',
    )
    .addCookieAuth('lra-session', { type: 'apiKey', in: 'cookie', description: session }, 'session')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'x-csrf-token', description: csrf }, 'csrf')
    .build();
  const document = SwaggerModule.createDocument(app, config, { operationIdFactory: operationIdOf });
  const schemas = (document.components!.schemas ??= {}) as Record<string, Schema>;
  const routes = routesOf(app);
  for (const { method, path, operation } of operationsOf(document)) {
    const route = routes.get(operation.operationId ?? '');
    if (!route) throw new Error(`${method} ${path} has no handler.`);
    if (route.allowed.length === 0) throw new Error(`${method} ${path} does not say who may call: add @Allow(…).`);
    describeOperation(method, path, operation, route);
  }
  describeBodies(schemas, routes);
  for (const schema of Object.values(schemas)) describeProperties(schema);
  Object.assign(schemas, { Problem: problemSchema });
  Object.assign(document.components!, { responses: sharedResponses, headers, parameters });
  return document;
}

const session =
  'Session of a person who has signed in at `/v1/session/sign-in` (`?returnTo=/docs` leads back here); browsers send the cookie automatically. Over https its name is `__Host-lra-session`.';
const csrf =
  '`csrfToken` of `GET /v1/session`, required with a session for every call except GET. The page `/docs` sends it.';

const credentials = (method: string): Record<string, string[]>[] => [
  { bearer: [] },
  method === 'get' ? { session: [] } : { session: [], csrf: [] },
];

function describeOperation(method: string, path: string, operation: Operation, route: Route): void {
  operation.security = route.allowed.includes('public') ? [] : credentials(method);
  Object.assign(operation, { 'x-allowed': route.allowed });
  const given = (operation.parameters ?? []) as unknown as Parameter[];
  for (const parameter of given) describeParameter(parameter, route);
  operation.parameters = [...given, ...conditionsOf(method, route)] as never;
  Object.assign(operation.responses, problemResponsesOf(method, path, route, operation.requestBody !== undefined));
  describeSuccess(method, operation.responses as unknown as Record<string, Response>, route);
}

/** Rules of the classes of queries and paths, with an example where the schema implies one. */
function describeParameter(parameter: Parameter, route: Route): void {
  const type = parameter.in === 'path' ? route.path : parameter.in === 'query' ? route.query : undefined;
  const demands = type && demandsOf(type).get(parameter.name);
  if (demands) parameter.schema = withDemands(parameter.schema, demands);
  parameter.description ??= usual[parameter.name];
  const example = exampleOf(parameter.schema);
  if (example !== undefined && parameter.schema.example === undefined) parameter.schema.example = example;
}

const conditionsOf = (method: string, route: Route): object[] => [
  ...(route.ifMatch === 'required' ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
  ...(route.ifMatch === 'honoured' ? [{ $ref: '#/components/parameters/IfMatchIfSent' }] : []),
  ...(method === 'get' && route.answer?.headers.includes('ETag')
    ? [{ $ref: '#/components/parameters/IfNoneMatch' }]
    : []),
  ...(method === 'post' && route.idempotencyKey ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
];

function describeSuccess(
  method: string,
  responses: Record<string, Response>,
  { answer, otherMediaTypes }: Route,
): void {
  const response = answer && responses[answer.status];
  if (!response) return;
  if (answer.headers.length > 0) {
    response['headers'] = Object.fromEntries(
      answer.headers.map((name) => [name, { $ref: `#/components/headers/${name}` }]),
    );
  }
  const text = otherMediaTypes.map((type) => [type, { schema: { type: 'string' } }]);
  if (text.length > 0) Object.assign(response['content'] as object, Object.fromEntries(text));
  if (method === 'get' && answer.headers.includes('ETag')) {
    responses['304'] = {
      description: 'Not changed since you read it.',
      headers: { ETag: { $ref: '#/components/headers/ETag' } },
    };
  }
}

function describeBodies(schemas: Record<string, Schema>, routes: ReadonlyMap<string, Route>): void {
  const bodies = new Set([...routes.values()].flatMap(({ body }) => (body ? [...reachableFrom(body)] : [])));
  for (const type of bodies) {
    const schema = schemas[type.name];
    if (schema) describeBody(schema, type);
  }
}

/** Names that have the same meaning everywhere. */
const usual: Readonly<Record<string, string>> = {
  id: 'Its id.',
  createdAt: 'When it was made.',
  updatedAt: 'When it was last changed.',
  startedAt: 'When it began.',
  finishedAt: 'When it ended.',
  memberId: 'The member it acts for.',
  items: 'This page.',
  next: '`cursor` of the next page; null at the end.',
  previous: '`cursor` of the page before; null on the first one.',
  total: 'Number of items in the whole list; with `total=true`.',
  limit: 'Items on one page.',
};

/** Describes what the names and types of properties already tell. */
function describeProperties(schema: Schema): void {
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (property.$ref === undefined) property.description ??= usual[name];
    if (['next', 'previous'].includes(name) && property.example === undefined) property.example = null;
    if (property.example !== undefined || showsItself(property)) continue;
    const example = exampleOf(property);
    if (example !== undefined) property.example = example;
  }
}

const headers = {
  ETag: {
    description: 'The current state; send it as If-Match to change what you have read.',
    schema: { type: 'string', example: '"3"' },
  },
  Location: {
    description: 'Address of the new resource or the job.',
    schema: { type: 'string', format: 'uri-reference', example: '/v1/practices/01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11' },
  },
  Link: {
    description: 'The next page and the one before (RFC 8288), where they exist.',
    schema: { type: 'string', example: '</v1/members?cursor=WyJtZW1iZXJzIl0>; rel="next"' },
  },
  RetryAfter: {
    description: 'Seconds to wait before trying again.',
    schema: { type: 'string', pattern: '^\\d+$', example: '1' },
  },
};

const header = (name: string, required: boolean, description: string, schema: Schema) => ({
  name, in: 'header', required, description, schema: { type: 'string', ...schema },
}); // prettier-ignore

const parameters = {
  IfMatch: header('If-Match', true, 'ETag of what you read; `*` for any state.', { example: '"3"' }),
  IfMatchIfSent: header('If-Match', false, 'ETag of what you read, so that you change nothing else.', {
    example: '"3"',
  }),
  IfNoneMatch: header('If-None-Match', false, 'ETag of what you have; returns 304 if it has not changed.', {
    example: '"3"',
  }),
  IdempotencyKey: header(
    'Idempotency-Key',
    false,
    'Makes repeating safe: for 24 hours the same key and body return the first response again.',
    { pattern: '^[\\x21-\\x7e]{1,200}$', example: '7f6c1c1e-0b5e-4d0c-9a53-3d5a4b1f2c6d' },
  ),
};
