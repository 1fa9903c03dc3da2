import { createHash } from 'node:crypto';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { map, type Observable } from 'rxjs';
import { Layout } from './layout.js';
import { Page, Redirect } from './page.js';
import type { Visit, VisitedRequest } from './visit.js';

/** Scripts, styles and pictures are files of this host; nothing in a page itself runs. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** What everyone sees may be kept for a minute, and shown a while longer if we do not answer. */
const PUBLIC = 'public, max-age=60, stale-while-revalidate=600, stale-if-error=600';

/** What is made for one person is kept by nobody. */
const PRIVATE = 'private, no-store';

/** Makes an answer of what a controller returns. */
@Injectable()
export class ShowPage implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { visit, headers } = context.switchToHttp().getRequest<VisitedRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(map((answer: unknown) => show(answer, visit, reply, headers['if-none-match'])));
  }
}

export function show(answer: unknown, visit: Visit, reply: FastifyReply, known?: string): unknown {
  if (answer instanceof Redirect) {
    void reply
      .status(answer.status)
      .headers({ location: answer.to, 'cache-control': 'no-store', vary: 'accept-language' });
    return '';
  }
  if (!(answer instanceof Page)) {
    if (visit.me) void reply.header('cache-control', PRIVATE);
    return answer;
  }
  const html = htmlOf(answer, visit);
  const isPublic = visit.me === undefined && (answer.more.status ?? 200) === 200;
  const etag = `W/"${createHash('sha256').update(html).digest('base64url').slice(0, 27)}"`;
  void reply.status(answer.more.status ?? 200).headers({
    'content-type': 'text/html; charset=utf-8',
    'content-language': visit.lang,
    'content-security-policy': policy,
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
    vary: 'cookie, accept-encoding',
    'cache-control': isPublic ? PUBLIC : PRIVATE,
    ...(isPublic ? { etag } : {}),
    ...answer.more.headers,
  });
  if (isPublic && known?.split(/\s*,\s*/).includes(etag)) {
    void reply.status(304);
    return '';
  }
  return html;
}

export const htmlOf = (page: Page, visit: Visit): string =>
  `<!doctype html>${renderToString(h(Layout, { page, visit }))}`;
