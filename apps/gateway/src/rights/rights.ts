import { givenBy, hasRole, isOfOwnMember, rulesOf, type Grant, type Principal, type Role } from '#identity';
import { notValid, Problem, type ProblemPlace } from '#problems';

/** What a credential may do and for whom. */
export interface Rights {
  readonly roles: readonly Role[];
  readonly memberId: string | null;
  readonly affiliation: string | null;
  readonly grants: readonly Grant[];
}

/**
 * The rights of a new credential that its creator may give.
 * @param what is created; part of the error codes
 * @throws {Problem} 403 when the creator may not give them; 422 with each invalid place
 */
export function rightsFrom(by: Principal, wanted: Rights, what: 'client' | 'invitation' = 'client'): Rights {
  if (hasRole(by, 'admin')) return fitting(wanted);
  const memberId = wanted.memberId ?? by.memberId ?? null;
  const yours = givenBy('member-editor');
  if (wanted.roles.some((role) => !yours.includes(role))) {
    throw new Problem(`${what}.role-not-yours`, 403, `You may only give the role ${yours.join(', ')}.`);
  }
  if (wanted.grants.length > 0) throw new Problem(`${what}.grant-not-yours`, 403, 'Only the operator gives grants.');
  if (!isOfOwnMember(by, memberId)) {
    throw new Problem(`${what}.other-member`, 403, 'You may only give rights for your own member.');
  }
  return { ...wanted, memberId };
}

/** The same rights. @throws {Problem} 422 with each invalid place */
export function fitting(wanted: Rights): Rights {
  const places = misfits(wanted);
  if (places.length > 0) throw notValid(places);
  return wanted;
}

function misfits({ roles, memberId, affiliation, grants }: Rights): ProblemPlace[] {
  const places: ProblemPlace[] = [];
  const misfit = (pointer: string, code: string, detail: string) => places.push({ pointer, code, detail });
  if (memberId === null) {
    const [ofMember] = roles.filter((role) => rulesOf(role).boundTo === 'member');
    const [ofSome] = roles.filter((role) => rulesOf(role).boundTo === 'member-or-affiliation');
    if (ofMember) misfit('/memberId', 'required', `The role ${ofMember} requires a memberId.`);
    else if (ofSome && affiliation === null) {
      misfit('/affiliation', 'required', `The role ${ofSome} requires a memberId or an affiliation.`);
    }
    if (grants.includes('voting')) misfit('/grants', 'voting', 'The grant voting requires a memberId.');
  }
  return places;
}
