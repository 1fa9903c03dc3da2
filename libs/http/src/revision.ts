import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { callerOf, type Principal } from '#identity';
import { Problem } from '#problems';

/**
 * The states of a thing, as its ETags show them, in which a write may change it. `any`: every state; `missing`: the
 * caller had to send the condition and did not; `public`: the caller sent the tag of what everyone sees, which says nothing of the state.
 */
export type Revision = readonly number[] | 'any' | 'missing' | 'public';

export const etagOf = (revision: number): string => `"${revision}"`;

/**
 * The entity tags of a header in their strong form (RFC 9110, section 8.8.3): a proxy that compresses answers makes tags weak,
 * and clients send them back as they got them.
 */
export const strongTags = (header: string): string[] =>
  [...header.matchAll(/(?:W\/)?("[\x21\x23-\x7e\x80-\xff]*")/g)].map(([, tag]) => tag!);

/** Reads `If-Match` (RFC 9110): `*` or a list of tags. A tag of another thing matches no state. */
export function readIfMatch(header: string | undefined, required: boolean): Revision {
  const text = header?.trim() ?? '';
  if (text === '') return required ? 'missing' : 'any';
  if (text === '*') return 'any';
  const tags = strongTags(text);
  const revisions = tags.flatMap((tag) => {
    const [, digits] = /^"(0|[1-9]\d{0,14})"$/.exec(tag) ?? [];
    return digits === undefined ? [] : [Number(digits)];
  });
  return revisions.length === 0 && tags.some((tag) => /^"p\d/.test(tag)) ? 'public' : revisions;
}

const IF_MATCH = Symbol('if-match');

/** Whether a route requires the header or merely respects it; for the document. */
export const ifMatchOf = (handler: object) =>
  Reflect.getMetadata(IF_MATCH, handler) as 'required' | 'honoured' | undefined;

/** The ETags that the caller of a read has already (`If-None-Match`). */
export const Known = createParamDecorator((_: unknown, context: ExecutionContext): string[] =>
  strongTags(context.switchToHttp().getRequest<FastifyRequest>().headers['if-none-match'] ?? ''),
);

interface Options {
  readonly optional: boolean;
}

const revisionAsked = (options: Options | undefined, context: ExecutionContext): Revision => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return readIfMatch(request.headers['if-match'], options?.optional !== true);
};

/** A parameter with the `If-Match` of a request, alone or with more. */
const takingIfMatch = (take: (options: Options | undefined, context: ExecutionContext) => unknown) => {
  const decorate = createParamDecorator(take);
  return (options?: Options): ParameterDecorator =>
    (target, name, index) => {
      const handler = (target as Record<string | symbol, object>)[name!]!;
      Reflect.defineMetadata(IF_MATCH, options?.optional ? 'honoured' : 'required', handler);
      decorate(options)(target, name, index);
    };
};

/** The `If-Match` of a write that may only change a state that the caller has seen. */
export const IfMatch = takingIfMatch(revisionAsked);

/** Who writes, and in which states of the thing they may change it. */
export interface Writing {
  readonly by: Principal;
  readonly ifMatch: Revision;
}

/** `@By()` and `@IfMatch()` in one, since every change needs both. */
export const Writes = takingIfMatch((options, context): Writing => ({
  by: callerOf(context),
  ifMatch: revisionAsked(options, context),
}));

/**
 * Call it once the thing is found and the caller may change it, so that the condition hides neither 404 nor 403.
 * @throws {Problem} 428 when the condition is missing, 412 when the thing has changed since the caller saw it
 */
export function assertRevision(present: number, ifMatch: Revision): void {
  if (isStale(present, ifMatch)) throw staleRevision(present);
}

/** Whether the thing was changed since the caller saw it. @throws {Problem} 428 when the condition is missing, 412 when it is about what everyone sees */
export function isStale(present: number, ifMatch: Revision): boolean {
  if (ifMatch === 'missing') {
    throw new Problem('if-match.missing', 428, 'Send the ETag of your last GET as If-Match.');
  }
  if (ifMatch === 'public') {
    const detail = 'This is the ETag of what everyone sees. Read the resource with your credential and send that ETag.';
    throw new Problem('if-match.public', 412, detail, { headers: { etag: etagOf(present) } });
  }
  return ifMatch !== 'any' && !ifMatch.includes(present);
}

/** 412. @param members further members for the caller, such as what changed meanwhile */
export const staleRevision = (present: number, members: Readonly<Record<string, unknown>> = {}): Problem =>
  new Problem(
    'if-match.stale',
    412,
    'The resource has changed since you read it. Read it again and repeat your change.',
    {
      headers: { etag: etagOf(present) },
      members,
    },
  );
