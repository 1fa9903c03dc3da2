import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { renderToString } from 'preact-render-to-string';
import { Catalogue } from '#messages';
import type { Problem } from '#problems';

const catalogue = Catalogue.in(new URL('./messages/', import.meta.url));

const style = `:root{color-scheme:light dark}body{font:1.125rem/1.5 system-ui,sans-serif;max-width:38rem;margin:4rem auto;padding:0 1rem}`;

/** The page loads nothing and runs nothing. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const reasonOf = (status: number): 'away' | 'busy' | 'refused' =>
  status === 429 ? 'busy' : status >= 500 ? 'away' : 'refused';

/** What a person sees when the pages do not answer, or the request never reached them. */
export function sendProblemPage(request: FastifyRequest, reply: FastifyReply, problem: Problem): void {
  void reply.status(problem.status).headers({
    ...(problem.status === 503 ? { 'retry-after': '5' } : {}),
    ...problem.more.headers,
  });
  sendPlainPage(request, reply, reasonOf(problem.status), request.method === 'GET' ? request.url : undefined);
}

/**
 * Leads from a form to another host. A redirect would not: browsers apply the policy of the page that had the form to
 * it.
 */
export function sendOnwards(request: FastifyRequest, reply: FastifyReply, address: string): void {
  void reply.header('refresh', `0; url=${address}`);
  sendPlainPage(request, reply, 'onwards', address);
}

function sendPlainPage(request: FastifyRequest, reply: FastifyReply, name: string, href: string | undefined): void {
  const lang = catalogue.languageFor(/^\/([a-z]{2})(?:\/|$)/.exec(request.url)?.[1] ?? '');
  const say = catalogue.in(lang, name);
  const html = renderToString(
    <html lang={lang}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{say('title')}</title>
        <style>{style}</style>
      </head>
      <body>
        <main>
          <h1>{say('title')}</h1>
          <p>{say('text')}</p>
          <p>
            <a href={href ?? `/${lang}`}>{say('again')}</a>
          </p>
        </main>
      </body>
    </html>,
  );
  void reply
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
    })
    .send(`<!doctype html>${html}`);
}
