import { applyDecorators, HttpCode, type Type } from '@nestjs/common';
import { ApiBody, ApiExtraModels, ApiResponse, getSchemaPath, type ApiResponseOptions } from '@nestjs/swagger';
import { takePart } from '#validation';

type Schema = NonNullable<Exclude<Extract<ApiResponseOptions, { schema: unknown }>['schema'], { $ref: string }>>;
type Properties = NonNullable<Schema['properties']>;

/** Headers that an answer may have; the interceptors and `Answer` send them. */
export type AnswerHeader = 'ETag' | 'Location' | 'Link';

/** A media type whose bodies are text. */
type TextType = `text/${string}` | `application/${string}+xml`;
/** JSON under a media type of its own. */
type TypedShape = readonly [mediaType: string, shape: Type];
const isTyped = (shape: unknown): shape is TypedShape => Array.isArray(shape);

/** What the document is made from besides Nest's own metadata. */
export interface DeclaredAnswer {
  readonly status: number;
  readonly headers: readonly AnswerHeader[];
}

/** Failures of one route: code → when it comes, by status. */
export type DeclaredFailures = Readonly<Record<number, Readonly<Record<string, string>>>>;

const ANSWER = Symbol('answer');
const ALSO = Symbol('other media types');
const FAILURES = Symbol('failures');
const FAILURES_ALSO = Symbol('other media types of failures');

export const answerOf = (handler: object) => Reflect.getMetadata(ANSWER, handler) as DeclaredAnswer | undefined;
export const otherMediaTypesOf = (handler: object) => (Reflect.getMetadata(ALSO, handler) ?? []) as readonly string[];
export const otherMediaTypesOfFailures = (handler: object) =>
  (Reflect.getMetadata(FAILURES_ALSO, handler) ?? []) as readonly string[];
export const failuresOf = (target: object) => (Reflect.getMetadata(FAILURES, target) ?? {}) as DeclaredFailures;

const descriptions: Readonly<Record<number, string>> = {
  200: 'As requested.',
  201: 'Made.',
  202: 'Accepted; processed later.',
  204: 'Done; no content.',
  302: 'Continue at `Location`.',
};

const note = (key: symbol, value: unknown): MethodDecorator =>
  (_target, _name, descriptor) => Reflect.defineMetadata(key, value, descriptor.value as object); // prettier-ignore

/**
 * What a route answers when it succeeds: `@Answers(201, PracticeView, 'ETag', 'Location')`. Failures are not listed
 * here: the document knows those that follow from the route itself (its credential, path, body, conditions), and
 * `@Fails` adds the others.
 *
 * @param shape class of the body, with its media type where that is not JSON's own; or a media type of text such as
 *   `text/html`; omitted when there is no body
 */
export function Answers(
  status: 200 | 201 | 202 | 204 | 302,
  shape?: Type | TextType | TypedShape,
  ...headers: readonly AnswerHeader[]
): MethodDecorator {
  const description = descriptions[status] ?? '';
  const response: ApiResponseOptions =
    typeof shape === 'string'
      ? { status, description, content: { [shape]: { schema: { type: 'string' } } } }
      : isTyped(shape)
        ? { status, description, content: { [shape[0]]: { schema: { $ref: getSchemaPath(shape[1]) } } } }
        : { status, description, ...(shape ? { type: shape } : {}) };
  return applyDecorators(
    HttpCode(status),
    note(ANSWER, { status, headers }),
    ...(isTyped(shape) ? [ApiExtraModels(shape[1])] : []),
    ApiResponse(response),
  );
}

/**
 * A page of a list, with the addresses of the pages beside it in `Link`.
 *
 * @param most items on one page
 * @param besides properties that this list has besides those of every list
 */
export function AnswersPage(
  item: Type,
  { most = 100, besides }: { most?: number; besides?: Properties } = {},
): MethodDecorator {
  const schema = {
    type: 'object',
    required: ['items', 'next', 'previous'],
    properties: {
      items: { type: 'array', items: { $ref: getSchemaPath(item) }, maxItems: most, description: 'This page.' },
      next: { type: ['string', 'null'], description: '`cursor` of the next page; null at the end.', example: null },
      previous: {
        type: ['string', 'null'],
        description: '`cursor` of the page before; null on the first one.',
        example: null,
      },
      total: {
        type: 'integer',
        minimum: 0,
        description: 'Number of items in the whole list; with `total=true`.',
        example: 37,
      },
      ...besides,
    },
  };
  return applyDecorators(
    HttpCode(200),
    note(ANSWER, { status: 200, headers: ['Link'] }),
    ApiExtraModels(item),
    ApiResponse({ status: 200, description: 'One page.', schema: schema }),
  );
}

/** The same answer is also returned as text of these media types when the caller asks for them. */
export const AlsoAs = (...mediaTypes: readonly string[]): MethodDecorator => note(ALSO, mediaTypes);

/** Failures of this route are also returned as text of this media type: pages for people. */
export const FailsAlsoAs = (mediaType: `text/${string}`): MethodDecorator => note(FAILURES_ALSO, [mediaType]);

/**
 * A failure of this route (or of every route of a class) that does not follow from what the route is:
 * `@Fails(409, { 'practice.state': 'The step is not possible in the present state.' })`.
 */
export const Fails =
  (status: number, codes: Readonly<Record<string, string>>): MethodDecorator & ClassDecorator =>
  (target: object, _name?: string | symbol, descriptor?: PropertyDescriptor) => {
    const place = (descriptor?.value ?? target) as object;
    const before = failuresOf(place);
    Reflect.defineMetadata(FAILURES, { ...before, [status]: { ...before[status], ...codes } }, place);
  };

/** The body of a route that reads it itself: a form, lines, or one of several forms. */
export const ReadsBody = (type: Type, description?: string): MethodDecorator =>
  applyDecorators(
    ApiBody({ type, ...(description === undefined ? {} : { description }) }),
    (_target, _name, descriptor) => takePart(descriptor.value as object, 'body', type),
  );
