import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '#problems';

/** Number of a thing's state, as its ETag shows it; `any` stands for `If-Match: *` or an optional header left out. */
export type Revision = number | 'any';

export const etagOf = (revision: number): string => `"${revision}"`;

/** Reads the condition of a write. @throws {Problem} 428 when it is required and missing */
export function readIfMatch(header: string | undefined, required: boolean): Revision {
  if (header === undefined || header.trim() === '') {
    if (!required) return 'any';
    throw new Problem('if-match.missing', 428, 'Send the ETag of your last GET as If-Match.');
  }
  if (header.trim() === '*') return 'any';
  const [, digits] = /^"(\d{1,15})"$/.exec(header.trim()) ?? [];
  return digits === undefined ? -1 : Number(digits);
}

/** The `If-Match` of a write that may only change what the caller has seen. */
export const IfMatch = createParamDecorator(
  (options: { optional: boolean } | undefined, context: ExecutionContext): Revision => {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    return readIfMatch(request.headers['if-match'], options?.optional !== true);
  },
);

/** @throws {Problem} 412 when the thing was changed since the caller saw it */
export function assertRevision(present: number, ifMatch: Revision): void {
  if (ifMatch === 'any' || ifMatch === present) return;
  throw new Problem(
    'if-match.stale',
    412,
    'The thing was changed since you read it. Read it again and repeat your change.',
    {
      headers: { etag: etagOf(present) },
    },
  );
}
