import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Subscription } from './subscription.js';

/** What a mail was about: the question whether its reader wants a subscription, or what that has gathered. */
export type MailKind = 'confirmation' | 'digest';

const letters: Readonly<Record<MailKind, string>> = { confirmation: 'c', digest: 'd' };

const FORM = /^([cd])([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})-[0-9a-f]{16}$/;

/** What the id of a mail says, before it is checked. */
export interface MailClaim {
  readonly kind: MailKind;
  /** Id of the subscription, or of the mailing. */
  readonly about: string;
  readonly text: string;
}

type Known = Pick<Subscription, 'token' | 'askedAt'>;

/**
 * The id of a mail: what it was about, and a proof that only who received a mail can have, since it is made with the
 * secret of the subscription's link. In lower case, since mail servers change the case of addresses. Each question is a mail of
 * its own.
 */
export function mailId(kind: MailKind, about: string, { token, askedAt }: Known): string {
  const head = `${letters[kind]}${about.replaceAll('-', '')}`;
  const asked = kind === 'confirmation' && askedAt !== null ? ` ${askedAt.toISOString()}` : '';
  const proof = createHmac('sha256', token!).update(`mail ${head}${asked}`).digest('hex').slice(0, 16);
  return `${head}-${proof}`;
}

/** Undefined when it is not the id of such a mail. */
export function readMailId(written: string): MailClaim | undefined {
  const text = written.toLowerCase();
  const [, letter, ...parts] = FORM.exec(text) ?? [];
  if (letter === undefined) return undefined;
  return { kind: letter === 'c' ? 'confirmation' : 'digest', about: parts.join('-'), text };
}

/** Whether the id was given to a mail of that subscription. */
export function isProven({ kind, about, text }: MailClaim, subscription: Known): boolean {
  return timingSafeEqual(Buffer.from(text), Buffer.from(mailId(kind, about, subscription)));
}
