import type { MemberStatus } from '#contracts';
import { hasRole, type Principal } from '#identity';
import { Problem, ServiceAway } from '#problems';

/** 403: nobody knows for whom the caller acts. */
export const withoutMember = (): Problem =>
  new Problem('practice.without-member', 403, 'Your credential does not belong to a member. Ask your member for one.');

/**
 * Whether the caller may write for its member. The steering committee and the operators act for the network and are
 * exempt.
 *
 * @param status of the caller's member, undefined before its first event: the gateway vouches for the membership, so
 *   the event is on its way
 * @throws {Problem} 403 `practice.without-member`, `member.suspended`, `member.ended`; 503 for a member not known yet
 */
export function assertMayWrite(by: Principal, status: MemberStatus | undefined): void {
  if (hasRole(by, 'steering', 'admin')) return;
  if (by.memberId === undefined) throw withoutMember();
  switch (status) {
    case 'approved':
      return;
    case 'suspended':
      throw new Problem('member.suspended', 403, 'The membership is suspended: you may read, but not write.');
    case 'ended':
      throw new Problem('member.ended', 403, 'The membership has ended.');
    case undefined:
      throw new ServiceAway('Your membership is new and not yet known here.');
  }
}
