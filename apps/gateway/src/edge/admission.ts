import type { Settings } from '#config';
import { asProblem } from '#http';
import { anonymous } from '#identity';
import { notFound, Problem } from '#problems';
import type { Credentials, Caller } from '../credential/credentials.js';
import { isInner, type InnerCallers } from '../principal/inner-callers.js';
import { isLocalHost } from '../issuer/local-host.js';
import type { Visits } from '../page/visits.js';
import { CSRF_HEADER, isMeant, type SessionCookies } from '../session/session-cookies.js';
import { isReadingAsked } from './cross-origin.js';
import { isRead, pathOf, type EdgeRequest } from '../credential/edge-request.js';
import { isToken, type Limits } from './limits.js';
import { formRefusal, isPage } from './pages.js';
import { bodyLimitOf, tooLarge } from './reception.js';

/** Changes by the link in a mail, which is itself the right to them. */
const byLink = /^(POST|PATCH|DELETE) \/v1\/subscriptions\/(links|confirmations)\/[^/]+(\/\w+)?$/;

/** Changes that need no credential. */
const publicWrites: readonly RegExp[] = [
  /^POST \/v1\/oauth\/token$/,
  /^POST \/v1\/membership-applications$/,
  /^POST \/v1\/practices\/[^/]+\/questions$/,
  /^POST \/v1\/feedback$/,
  /^POST \/v1\/translation-results$/,
  /^POST \/v1\/activations\/[^/]+$/,
  /^POST \/v1\/subscriptions(\/preview)?$/,
  byLink,
  /^POST \/v1\/session\/back-channel-logout$/,
];

/** Changes that are open even to those who may only read: everyone may leave. */
const openToAll: readonly RegExp[] = [/^POST \/v1\/session\/sign-out$/, byLink];

/** Called by supervisors and by the apps themselves, which must always receive an answer. */
const isExempt = (path: string): boolean =>
  path === '/health/live' || path === '/health/ready' || path === '/.well-known/jwks.json';

interface Identified {
  /** Whether the request has an invalid credential. */
  readonly isBad: boolean;
  readonly caller?: Caller;
  /** Secret of the session that identifies the caller. */
  readonly session?: string;
  /** Asked by the pages, whose own request was counted. */
  readonly isOfPages?: boolean;
}

/**
 * Decides at the edge whether a request is admitted: credential, number of requests, route, size. The route checks
 * roles.
 */
export class Admission {
  constructor(
    private readonly credentials: Credentials,
    private readonly cookies: SessionCookies,
    private readonly limits: Limits,
    private readonly inner: InnerCallers,
    private readonly visits: Visits,
    private readonly settings: Settings,
    /**
     * Whether demo people can sign in without a password, so that no request may come from elsewhere under another host
     * name.
     */
    private readonly isLocalOnly: boolean,
  ) {}

  /** Why the request is refused; otherwise it carries its caller from here on. */
  async refusalOf(request: EdgeRequest): Promise<Problem | undefined> {
    removeInnerHeaders(request);
    request.principal = anonymous;
    const misdirected = unreadableRequest(request) ?? this.hostRefusal(request);
    if (misdirected || isExempt(pathOf(request))) return misdirected;
    try {
      if (isInner(pathOf(request)) && (await this.inner.isApp(request.headers.authorization))) return undefined;
      if (isReadingAsked(request)) return await this.limits.refusalOf(request);
      const { isBad, caller, session, isOfPages } = await this.identify(request);
      if (caller) {
        request.caller = caller;
        request.principal = caller.principal;
      }
      return (
        (await this.limits.refusalOf(request, isOfPages)) ??
        (isPage(request)
          ? formRefusal(request, this.settings.publicUrl)
          : (this.credentialRefusal(request, isBad, caller) ??
            sessionRefusal(request, session) ??
            memberRefusal(request, caller))) ??
        this.routeRefusal(request)
      );
    } catch (error) {
      return asProblem(error);
    }
  }

  private hostRefusal({ headers: { host } }: EdgeRequest): Problem | undefined {
    if (!this.isLocalOnly || isLocalHost(host)) return undefined;
    const detail =
      'While demo people can sign in, this system responds only at localhost and 127.0.0.1. Its operator can set LRA_PUBLIC_URL.';
    return new Problem('request.other-host', 421, detail);
  }

  private async identify(request: EdgeRequest): Promise<Identified> {
    const { authorization } = request.headers;
    // At the token endpoint the header identifies the client, and the endpoint checks it itself.
    if (isToken(request)) return { isBad: false };
    if (authorization === undefined) return this.identifyBySession(request);
    const [, visit] = /^bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization) ?? [];
    if (visit !== undefined) return this.identifyVisitor(request, visit);
    const [, token] = /^bearer +([\w.~+/-]{1,500}=*)$/i.exec(authorization) ?? [];
    const caller = token === undefined ? undefined : await this.credentials.callerOf(token);
    return caller ? { isBad: false, caller } : { isBad: true };
  }

  private async identifyVisitor(request: EdgeRequest, visit: string): Promise<Identified> {
    const visitor = await this.visits.visitorOf(visit);
    if (!visitor) return { isBad: true };
    request.visitorAddress = visitor.address;
    return { isBad: false, isOfPages: true, ...(visitor.caller ? { caller: visitor.caller } : {}) };
  }

  /**
   * A browser sends its cookie automatically, even long after the session has ended, and with forms that anybody may
   * submit. Such a request counts as one without a cookie.
   */
  private async identifyBySession(request: EdgeRequest): Promise<Identified> {
    const session = this.cookies.sessionOf(request);
    if (session === undefined || (isPublicWrite(request) && !isMeant(request, session))) return { isBad: false };
    const caller = await this.credentials.callerOfSession(session);
    return caller ? { isBad: false, caller, session } : { isBad: false };
  }

  private credentialRefusal(request: EdgeRequest, isBad: boolean, caller: Caller | undefined): Problem | undefined {
    if (isBad) {
      return new Problem('identity.invalid', 401, 'The access token is invalid or has expired. Get a new one.', {
        headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
      });
    }
    if (isRead(request.method)) return undefined;
    if (!caller && !isPublicWrite(request)) {
      return new Problem('identity.missing', 401, 'This call requires a credential.');
    }
    return undefined;
  }

  private routeRefusal(request: EdgeRequest): Problem | undefined {
    if (request.is404) return notFound('address');
    const limit = bodyLimitOf(request, this.settings);
    if (Number(request.headers['content-length'] ?? 0) > limit) return tooLarge(limit);
    if (!['', 'identity'].includes((request.headers['content-encoding'] ?? '').trim().toLowerCase())) {
      return new Problem('request.content-encoding', 415, 'Send the body without content-encoding.');
    }
    return undefined;
  }
}

const callOf = (request: EdgeRequest): string => `${request.method} ${pathOf(request)}`;

const isPublicWrite = (request: EdgeRequest): boolean => publicWrites.some((pattern) => pattern.test(callOf(request)));

function sessionRefusal(request: EdgeRequest, session: string | undefined): Problem | undefined {
  if (session === undefined || isRead(request.method) || isMeant(request, session)) return undefined;
  const detail = `Send the csrfToken of GET /v1/session as ${CSRF_HEADER}, from a page of this host.`;
  return new Problem('session.csrf', 403, detail);
}

function memberRefusal(request: EdgeRequest, caller: Caller | undefined): Problem | undefined {
  if (!caller?.isSuspended || isRead(request.method) || openToAll.some((pattern) => pattern.test(callOf(request))))
    return undefined;
  return new Problem('member.suspended', 403, 'The membership is suspended: you may read, but not write.');
}

/** Only the gateway may tell the apps these. */
function removeInnerHeaders(request: EdgeRequest): void {
  for (const name of Object.keys(request.raw.headers)) {
    if (name.startsWith('x-lra-')) Reflect.deleteProperty(request.raw.headers, name);
  }
}

function unreadableRequest({ raw, headers }: EdgeRequest): Problem | undefined {
  if (raw.httpVersion === '1.1' && !headers.host)
    return new Problem('request.no-host', 400, 'The Host header is missing.');
  if (headers.expect === undefined || /^100-continue$/i.test(headers.expect)) return undefined;
  return new Problem(
    'request.expectation',
    417,
    'The only supported expectation is 100-continue. Omit the Expect header.',
  );
}
