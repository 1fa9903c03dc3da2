import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CommandBus } from '@nestjs/cqrs';
import Negotiator from 'negotiator';
import { sendProblem } from '#http';
import { Problem } from '#problems';
import { isRead, pathOf, type EdgeRequest } from '../credential/edge-request.js';
import { sendOnwards, sendProblemPage } from '../page/problem-page.js';
import type { Visits } from '../page/visits.js';
import type { SessionCookies } from '../session/session-cookies.js';
import { SignOut } from '../session/sign-out/sign-out.js';
import type { Upstreams } from '../upstream/upstreams.js';
import type { Target } from './proxy.js';

export const pageMethods = ['GET', 'HEAD', 'POST'];

/** Below a language lie the pages; addresses without one lead there. */
const language = '/:language([a-z]{2})';
export const pageRoutes = ['/', language, `${language}/*`, '/practices/*', '/members/*', '/assets/*', '/robots.txt', '/sitemap.xml'] as const; // prettier-ignore

const page = /^\/(?:[a-z]{2}(?:\/.*)?|(?:practices|members|assets)\/.*|robots\.txt|sitemap\.xml)?$/;

/** Whether the app `web` answers. */
export const isPage = (request: FastifyRequest): boolean =>
  pageMethods.includes(request.method) && page.test(pathOf(request));

/** Whether a person will read the answer: browsers ask for pages first, programs do not. */
const isReadByPerson = ({ raw }: FastifyRequest): boolean =>
  new Negotiator(raw).mediaType(['application/json', 'text/html']) === 'text/html';

/** Tells why there is no page. */
export const sendNoPage = (request: FastifyRequest, reply: FastifyReply, problem: Problem): void =>
  (isReadByPerson(request) ? sendProblemPage : sendProblem)(request, reply, problem);

/** The app that makes the pages. It sees no cookie: it is told who looks. */
export const pagesBehind = (upstreams: Upstreams, visits: Visits): Target => ({
  urlOf: () => upstreams.urlOf('web'),
  identityOf: (request) => visits.tell(request.caller, request.ip),
  headers: ['accept-encoding'],
  failures: 'text/html',
  sendFailure: sendNoPage,
});

/**
 * A form carries no token: the browser itself says from where it was sent (Fetch Metadata, and `Origin` in browsers
 * before 2023).
 */
export function formRefusal(request: EdgeRequest, publicUrl: string | undefined): Problem | undefined {
  if (isRead(request.method)) return undefined;
  const { origin = '', host, 'sec-fetch-site': site } = request.headers;
  const from = URL.canParse(origin) ? new URL(origin).host : undefined;
  const isOwn = from !== undefined && (from === host || (publicUrl !== undefined && from === new URL(publicUrl).host));
  if (site === 'same-origin' || (site === undefined && isOwn)) return undefined;
  return new Problem('session.csrf', 403, 'Send the form from a page of this host.');
}

const things = /^\/v1(\/(?:practices|members)\/[\da-f-]{36})$/;

/**
 * Where the page of a thing is, when a browser opens the thing's address in the API. An address with parameters is a
 * question to the API, and is answered.
 */
export function pageInstead(request: EdgeRequest): string | undefined {
  const [, path] = things.exec(request.url) ?? [];
  if (path === undefined || !isRead(request.method) || request.headers.authorization !== undefined) return undefined;
  return isReadByPerson(request) ? path : undefined;
}

/** Ends the session from a page, at the issuer too, and goes to the home page. */
export function signOutByForm(fastify: FastifyInstance, cookies: SessionCookies, commands: CommandBus): void {
  fastify.post(`${language}/sign-out`, async (request: EdgeRequest, reply: FastifyReply) => {
    const secret = cookies.sessionOf(request);
    const issuer = secret === undefined ? undefined : await commands.execute(new SignOut(secret));
    cookies.clearSession(reply);
    const { language: lang } = request.params as { language: string };
    if (issuer !== undefined) sendOnwards(request, reply, issuer);
    else
      void reply
        .headers({ location: `/${lang}`, 'cache-control': 'no-store' })
        .status(303)
        .send();
    return reply;
  });
}
