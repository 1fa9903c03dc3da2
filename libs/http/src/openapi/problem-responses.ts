import { Problem } from '#problems';
import { problemDocument } from '../problem.filter.js';
import type { Route } from './routes.js';
import type { Schema } from './schema.js';

/** Codes of one status, each with when it occurs. */
type Codes = Readonly<Record<string, string>>;

const malformed: Codes = {
  'request.malformed': 'This is not a well-formed HTTP/1.1 request.',
  'request.no-host': 'The Host header is missing.',
  'request.failed': 'The address cannot be read.',
};
const encoded: Codes = { 'request.content-encoding': 'Send the body without content-encoding.' };
const invalid: Codes = { 'request.not-valid': '/limit: limit must not be greater than 100' };
const badToken: Codes = {
  'identity.invalid': 'The access token is invalid or has expired. Get a new one.',
};
const roleMissing: Codes = { 'identity.role-missing': 'This call requires one of the roles steering.' };
const csrf = 'Send the csrfToken of GET /v1/session as x-csrf-token, from a page of this host.';
const suspended: Codes = {
  'session.csrf': csrf,
  'member.suspended': 'The membership is suspended: you may read, but not write.',
};

/** Failures that many routes share, each a response of its own in the document. */
const shared = {
  Malformed: [400, malformed],
  Unreadable: [
    400,
    {
      ...malformed,
      'request.not-json': 'This is not JSON: Unexpected end of JSON input.',
      'request.not-utf8': 'This is not valid UTF-8.',
      'request.too-deep': 'This is nested deeper than 16 levels.',
    },
  ],
  BadCredential: [401, badToken],
  NoCredential: [401, { ...badToken, 'identity.missing': 'This call requires a credential.' }],
  RoleMissing: [403, roleMissing],
  Suspended: [403, suspended],
  NotAllowed: [403, { ...roleMissing, ...suspended }],
  NotFound: [404, { 'not-found': 'There is no such thing.' }],
  TooSlow: [408, { 'request.too-slow': 'The request did not arrive in time.' }],
  Stale: [
    412,
    {
      'if-match.stale': 'The resource has changed since you read it. Read it again and repeat your change.',
      'if-match.public':
        'This is the ETag of what everyone sees. Read the resource with your credential and send that ETag.',
    },
  ],
  TooLarge: [413, { 'request.too-large': 'The body exceeds the size limit.' }],
  Encoded: [415, encoded],
  MediaType: [415, { ...encoded, 'request.media-type': 'Send JSON in UTF-8 with content-type application/json.' }],
  AddressTooLong: [414, { 'request.address-too-long': 'A part of the address is longer than any id.' }],
  Expectation: [
    417,
    { 'request.expectation': 'The only supported expectation is 100-continue. Omit the Expect header.' },
  ],
  OtherHost: [
    421,
    {
      'request.other-host':
        'While demo people can sign in, this system responds only at localhost and 127.0.0.1. Its operator can set LRA_PUBLIC_URL.',
    },
  ],
  NotValid: [422, invalid],
  NotValidOrRepeated: [
    422,
    {
      ...invalid,
      'idempotency-key.reused': 'This Idempotency-Key was used with another body. Use a new key.',
    },
  ],
  NoIfMatch: [428, { 'if-match.missing': 'Send the ETag of your last GET as If-Match.' }],
  TooMany: [429, { 'request.too-many': 'Too many requests. Try again in 42 s.' }],
  HeadersTooLarge: [431, { 'request.headers-too-large': 'The address and the headers exceed the size limit.' }],
  Away: [503, { 'service.away': 'The app practices does not respond. Try again in a moment.' }],
} as const satisfies Record<string, readonly [number, Codes]>;

type SharedName = keyof typeof shared;

/** Called by supervisors and by the apps themselves: the edge checks no credential and counts nothing. */
const isExempt = (path: string): boolean => path.startsWith('/health/') || path === '/.well-known/jwks.json';

/** The shared failures of a route, derived from its properties. */
function sharedOf(method: string, path: string, route: Route, hasBody: boolean): SharedName[] {
  const isRead = method === 'get';
  const { allowed } = route;
  const isPublic = allowed.includes('public');
  const byRole = !isPublic && !allowed.some((who) => who.endsWith('any-credential'));
  const always: SharedName[] = [
    hasBody ? 'Unreadable' : 'Malformed', 'TooSlow', 'TooLarge', 'Expectation', 'OtherHost', 'HeadersTooLarge', 'Away',
  ]; // prettier-ignore
  if (path.includes('{')) always.push('AddressTooLong');
  if (isExempt(path)) return [...always, 'NotValid'];
  return [
    ...always,
    isPublic ? 'BadCredential' : 'NoCredential',
    ...(byRole ? [isRead ? ('RoleMissing' as const) : ('NotAllowed' as const)] : isRead ? [] : ['Suspended' as const]),
    ...(path.includes('{') ? ['NotFound' as const] : []),
    ...(route.ifMatch ? ['Stale' as const] : []),
    ...(route.ifMatch === 'required' ? ['NoIfMatch' as const] : []),
    isRead ? 'Encoded' : 'MediaType',
    method === 'post' && route.idempotencyKey ? 'NotValidOrRepeated' : 'NotValid',
    'TooMany',
  ];
}

const nameIn = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);

/** All failures of a route by status. */
export function problemResponsesOf(
  method: string,
  path: string,
  route: Route,
  hasBody: boolean,
): Record<string, object> {
  const responses: Record<string, object> = {};
  const names = sharedOf(method, path, route, hasBody);
  for (const name of names) responses[shared[name][0]] = { $ref: `#/components/responses/${name}` };
  for (const [status, codes] of Object.entries(route.failures)) {
    const derived = names.find((name) => shared[name][0] === Number(status));
    responses[status] = problemResponse(Number(status), { ...(derived ? shared[derived][1] : {}), ...codes });
  }
  const also = route.otherMediaTypesOfFailures.map((type) => [type, { schema: { type: 'string' } }] as const);
  if (also.length === 0) return responses;
  const inline = (response: object) => ('$ref' in response ? sharedResponses[nameIn(String(response.$ref))] : response);
  return Object.fromEntries(
    Object.entries(responses).map(([status, response]) => {
      const { content, ...rest } = inline(response) as { content: object };
      return [status, { ...rest, content: { ...content, ...Object.fromEntries(also) } }];
    }),
  );
}

const headersOf: Readonly<Record<number, Record<string, object>>> = {
  401: {
    'WWW-Authenticate': { description: 'How to authenticate.', schema: { type: 'string', example: 'Bearer' } },
  },
  308: { Location: { $ref: '#/components/headers/Location' } },
  412: { ETag: { $ref: '#/components/headers/ETag' } },
  429: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } },
  503: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } },
};

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';

function problemResponse(status: number, codes: Codes): object {
  const examples = Object.entries(codes).map(([code, detail]) => [
    code,
    { value: problemDocument(new Problem(code, status, detail), TRACE_ID) },
  ]);
  const [first] = Object.keys(codes);
  return {
    description: `${String(problemDocument(new Problem(first ?? '', status, ''), '')['title'])}. Codes: ${Object.keys(
      codes,
    )
      .map((code) => `\`${code}\``)
      .join(', ')}.`,
    ...(headersOf[status] ? { headers: headersOf[status] } : {}),
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: Object.fromEntries(examples) as object,
      },
    },
  };
}

export const sharedResponses: Readonly<Record<string, object>> = Object.fromEntries(
  Object.entries(shared).map(([name, [status, codes]]) => [name, problemResponse(status, codes)]),
);

const text = (description: string, example: unknown, more: Schema = {}): Schema => ({
  type: 'string',
  description,
  example,
  ...more,
});

export const problemSchema: Schema = {
  type: 'object',
  description: 'What went wrong (RFC 9457). Some codes have additional members.',
  required: ['type', 'title', 'status', 'detail', 'code', 'traceId'],
  properties: {
    type: text('The code as a URI.', 'urn:lra-network:problem:request.not-valid', { format: 'uri' }),
    title: text('The kind of failure.', 'Not valid'),
    status: { type: 'integer', description: 'The HTTP status.', example: 422, minimum: 308, maximum: 599 },
    detail: text('What happened and how to fix it.', '/limit: limit must not be greater than 100'),
    code: text('Stable code of the failure.', 'request.not-valid', { pattern: '^[a-z][a-z0-9.-]*$' }),
    errors: {
      type: 'array',
      description: 'The invalid places of the request.',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: {
          pointer: text('JSON Pointer into the body, or `/name` of a parameter.', '/limit'),
          code: text('What is wrong there.', 'max'),
          detail: text('How to fix it.', 'limit must not be greater than 100'),
        },
      },
    },
    traceId: text('Id of the request in the logs.', TRACE_ID, { pattern: '^[0-9a-f]{32}$' }),
  },
};
