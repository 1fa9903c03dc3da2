import { Clock } from '#database';
import type { Grant, Role } from '#identity';
import { Browser, type Visited } from '#testing';
import { InvitationRepository } from '../src/person/invitation.repository.js';
import { SessionRepository } from '../src/session/session.repository.js';
import { testGateway, type Answered } from './test-gateway.js';
import { CLIENT_ID, CLIENT_SECRET, testIssuer, type Account } from './test-issuer.js';

/** A clock that can be moved forward. */
export class TestClock extends Clock {
  private aheadMs = 0;

  override now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }

  forward(minutes: number): void {
    this.aheadMs += minutes * 60_000;
  }

  reset(): void {
    this.aheadMs = 0;
  }
}

export interface Wanted {
  readonly roles: readonly Role[];
  readonly memberId?: string;
  readonly affiliation?: string;
  readonly grants?: readonly Grant[];
  readonly endsOn?: string;
}

/** A gateway with an issuer at which its people sign in. */
export async function testPeople(env: Record<string, string> = {}) {
  const issuer = await testIssuer();
  const clock = new TestClock();
  const settings = { OIDC_ISSUER: issuer.url, OIDC_CLIENT_ID: CLIENT_ID, OIDC_CLIENT_SECRET: CLIENT_SECRET };
  const gateway = await testGateway({ clock, env: { LRA_RATE_LIMIT: '100000', ...settings, ...env } });
  await issuer.serve(gateway.url);
  let made = 0;

  /** Creates an account at the issuer; by default with a verified address. */
  const account = (claims: Account = {}): { subject: string; email: string } => {
    made += 1;
    const subject = `subject-${made}`;
    const email = claims.email ?? `person-${made}@people.example`;
    issuer.accounts.set(subject, { name: `Person ${made}`, email_verified: true, ...claims, email });
    return { subject, email };
  };
  const invite = (email: string, wanted: Wanted, token = gateway.adminToken): Promise<Answered> => {
    const { memberId } = wanted;
    if (memberId !== undefined && !gateway.upstream.members.has(memberId))
      gateway.upstream.members.set(memberId, 'approved');
    return gateway.call('POST', '/v1/invitations', { token, body: { email, ...wanted } });
  };
  const signIn = (browser: Browser, subject: string, returnTo = '/v1/me'): Promise<Visited> =>
    issuer.signIn(browser, `${gateway.url}/v1/session/sign-in?returnTo=${encodeURIComponent(returnTo)}`, subject);

  return {
    gateway,
    issuer,
    clock,
    account,
    invite,
    signIn,
    /** What the gateway does every minute. */
    async purge() {
      await gateway.app.get(SessionRepository).purge(clock.now());
      await gateway.app.get(InvitationRepository).purge(clock.now());
    },
    /** Somebody invited and signed in. */
    async person(wanted: Wanted, claims: Account = {}) {
      const { subject, email } = account(claims);
      const invited = await invite(email, wanted);
      if (invited.status !== 201) throw new Error(invited.text);
      const browser = new Browser();
      const landed = await signIn(browser, subject);
      if (landed.status !== 200) throw new Error(landed.text);
      const csrf = await browser.send('GET', `${gateway.url}/v1/session`);
      const csrfToken = csrf.body.csrfToken as string;
      return {
        subject,
        email,
        browser,
        csrfToken,
        invitationId: invited.body.id as string,
        id: landed.body.id as string,
        me: () => browser.send('GET', `${gateway.url}/v1/me`),
        /** A change as a page of the gateway's own host sends it. */
        change: (method: string, path: string, body?: object) =>
          browser.send(method, gateway.url + path, {
            headers: { 'x-csrf-token': csrfToken, 'content-type': 'application/json' },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          }),
      };
    },
    async close() {
      await gateway.close();
      await issuer.close();
    },
  };
}

export type TestPeople = Awaited<ReturnType<typeof testPeople>>;
