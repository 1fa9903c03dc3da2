import { createHmac, timingSafeEqual } from 'node:crypto';
import { parseCookie, stringifySetCookie, type SerializeOptions } from 'cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashOf } from '../secret.js';
import { SESSION_LIFETIME_MS } from './session.repository.js';

/** Longest time between the start of a sign-in and its end at the issuer, in milliseconds. */
export const SIGN_IN_WITHIN_MS = 10 * 60 * 1000;

/** Header that proves that a change comes from a page that could read the session. */
export const CSRF_HEADER = 'x-csrf-token';

/** What the browser keeps during a sign-in; without it nobody can complete a sign-in that was started elsewhere. */
export interface BegunSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  readonly returnTo: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/**
 * The two cookies of a browser. Scripts cannot read them. Over https they are bound to exactly this host (`__Host-`),
 * so that no neighbouring host can plant one. The cookie of a sign-in is signed, since anything else that listens on
 * the same host may write it. The cookie of a session is a random secret, whose hash the database stores.
 */
export class SessionCookies {
  private readonly session: string;
  private readonly signIn: string;

  constructor(
    private readonly isSecure: boolean,
    private readonly key: Buffer,
  ) {
    this.session = isSecure ? '__Host-lra-session' : 'lra-session';
    this.signIn = isSecure ? '__Host-lra-sign-in' : 'lra-sign-in';
  }

  /** The session secret that the browser sends. */
  sessionOf(request: FastifyRequest): string | undefined {
    const secret = this.read(request, this.session);
    return secret !== undefined && /^[\w-]{43}$/.test(secret) ? secret : undefined;
  }

  setSession(reply: FastifyReply, secret: string): void {
    this.write(reply, this.session, secret, SESSION_LIFETIME_MS);
  }

  clearSession(reply: FastifyReply): void {
    this.write(reply, this.session, '', 0);
  }

  /** The sign-in that this browser started within the last ten minutes. */
  signInOf(request: FastifyRequest, now: Date): BegunSignIn | undefined {
    const [text = '', signature = ''] = this.read(request, this.signIn)?.split('.') ?? [];
    if (!timingSafeEqual(hashOf(signature), hashOf(this.signatureOf(text)))) return undefined;
    const begun = JSON.parse(Buffer.from(text, 'base64url').toString()) as BegunSignIn;
    return now.getTime() - begun.at < SIGN_IN_WITHIN_MS ? begun : undefined;
  }

  setSignIn(reply: FastifyReply, begun: BegunSignIn): void {
    const text = Buffer.from(JSON.stringify(begun)).toString('base64url');
    this.write(reply, this.signIn, `${text}.${this.signatureOf(text)}`, SIGN_IN_WITHIN_MS);
  }

  clearSignIn(reply: FastifyReply): void {
    this.write(reply, this.signIn, '', 0);
  }

  private signatureOf(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('base64url');
  }

  private read({ headers: { cookie } }: FastifyRequest, name: string): string | undefined {
    return cookie === undefined ? undefined : parseCookie(cookie)[name];
  }

  private write(reply: FastifyReply, name: string, value: string, lifetimeMs: number): void {
    const options: SerializeOptions = {
      httpOnly: true, secure: this.isSecure, sameSite: 'lax', path: '/', maxAge: lifetimeMs / 1000,
    }; // prettier-ignore
    void reply.header('set-cookie', stringifySetCookie(name, value, options));
  }
}

/**
 * The token that a page must send with every change: derived from the session's secret, which cannot be derived from
 * it.
 */
export const csrfTokenOf = (secret: string): string => hashOf(`csrf ${secret}`).toString('base64url');

/**
 * Whether the person of a session intended a change: it came from a page of this host, since only such a page can read
 * the token. (A form or a script elsewhere can make the browser send the cookie, but not this header.)
 */
export function isMeant(request: FastifyRequest, secret: string): boolean {
  const site = request.headers['sec-fetch-site'];
  const token = request.headers[CSRF_HEADER];
  if ((site !== undefined && site !== 'same-origin') || typeof token !== 'string') return false;
  return timingSafeEqual(hashOf(token), hashOf(csrfTokenOf(secret)));
}
