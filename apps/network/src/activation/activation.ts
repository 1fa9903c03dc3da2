import { createHash, randomBytes } from 'node:crypto';
import type { MemberStatus } from '#contracts';
import { Problem } from '#problems';

/** Hours for which a link is valid, counted from the moment it is sent. */
export const LINK_HOURS = 72;

/** A new secret for a link, with 256 random bits. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** The stored form of a token: a token cannot be guessed, so a fast hash is enough. */
export const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** The content of a link that was sent. */
export interface ActivationLink {
  readonly memberId: string;
  /** Id of the one client that the link creates. */
  readonly clientId: string;
  readonly memberName: string;
  readonly memberStatus: MemberStatus;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
}

/** The state of a member's activation, for the steering committee. */
export interface ActivationProgress {
  /** `queued`: the mail waits to be sent · `not-sent`: it could not be delivered. */
  readonly state: 'queued' | 'sent' | 'not-sent' | 'expired' | 'used';
  /** When the latest link expires. */
  readonly expiresAt: Date | null;
}

const gone = (code: string, detail: string) => new Problem(`activation.${code}`, 410, detail);

export const usedLink = () =>
  gone(
    'used',
    'This link has been used: the member has its client. If its secret was lost, ask the operator for a new one.',
  );

/** @throws {Problem} 404 unknown · 410 used or expired · 409 when the membership is not active */
export function assertUsable(link: ActivationLink | undefined, now: Date): asserts link is ActivationLink {
  if (!link) {
    throw new Problem('activation.unknown', 404, 'This link does not exist. Copy the whole link from the mail.');
  }
  if (link.usedAt !== null) throw usedLink();
  if (link.expiresAt <= now) {
    throw gone('expired', 'This link has expired or was replaced by a newer one. Ask the secretariat for a new one.');
  }
  if (link.memberStatus !== 'approved') {
    throw new Problem('activation.member-not-active', 409, `The membership is ${link.memberStatus}.`);
  }
}
