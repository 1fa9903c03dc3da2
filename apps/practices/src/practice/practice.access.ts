import { hasRole, isOfOwnMember, type Principal } from '#identity';
import { notFound } from '#problems';
import type { Practice } from './practice.js';
import { leadsTo, notOwner, withdrawn } from './practice.errors.js';
import type { PracticeVersion } from './practice-version.js';
import type { PracticeCapacity } from './practice.workflow.js';

/** In what capacities someone approaches a practice; none for the public and for other members. */
export function capacitiesOf({ ownerMemberId }: Pick<Practice, 'ownerMemberId'>, by: Principal): PracticeCapacity[] {
  const isOwner = isOfOwnMember(by, ownerMemberId) && hasRole(by, 'member-editor', 'steering');
  return [...(isOwner ? (['owner'] as const) : []), ...(hasRole(by, 'steering') ? (['steering'] as const) : [])];
}

/** Whose practices that were never published someone may see: everybody's, those of a member, or nobody's. */
export const whoseUnpublished = (by: Principal): { everybodys: boolean; memberId: string | null } => ({
  everybodys: hasRole(by, 'steering'),
  memberId: hasRole(by, 'member-editor') ? (by.memberId ?? null) : null,
});

/**
 * The capacities in which someone may change a practice.
 * @throws {Problem} 404 when it is another's and was never published, 410 when withdrawn, 403 `practice.not-owner`
 */
export function capacitiesToChange(practice: Practice, by: Principal): PracticeCapacity[] {
  const as = capacitiesOf(practice, by);
  assertInSight(practice, as);
  if (as.length === 0) throw notOwner();
  return as;
}

/**
 * The version that someone sees: the published one. Those who may also see the one in work, when requested or alone.
 * @throws {Problem} 308 to the one into which it was merged; 404, 410
 */
export function versionFor(practice: Practice, by: Principal, asked: 'draft' | undefined): PracticeVersion {
  const as = capacitiesOf(practice, by);
  assertInSight(practice, as);
  if (practice.mergedInto !== null) throw leadsTo(practice.id, practice.mergedInto, practice.mergerReason ?? '');
  const inWork = as.length > 0 ? practice.work : null;
  const version = asked === 'draft' ? inWork : (practice.published ?? inWork);
  if (!version) throw notFound('practice');
  return version;
}

/**
 * Checks that someone may see a practice at all, in any of its versions.
 * @returns in what capacities; none for the public
 * @throws {Problem} 404, 410
 */
export function capacitiesToRead(practice: Practice, by: Principal): PracticeCapacity[] {
  versionFor(practice, by, undefined);
  return capacitiesOf(practice, by);
}

/**
 * Like `capacitiesToRead`, for what stays readable after a merger: the versions and the history.
 * @throws {Problem} 404, 410
 */
export function capacitiesToLookBack(practice: Practice, by: Principal): PracticeCapacity[] {
  if (practice.mergedInto === null) return capacitiesToRead(practice, by);
  const as = capacitiesOf(practice, by);
  assertInSight(practice, as);
  return as;
}

/** @throws {Problem} 404 for those who may not see it, since it was never published; 410 when withdrawn */
function assertInSight(practice: Practice, as: readonly PracticeCapacity[]): void {
  const { id, status, withdrawnAt, withdrawalReason } = practice;
  if (!practice.wasPublished && as.length === 0) throw notFound('practice');
  if (status === 'withdrawn' && withdrawnAt !== null) throw withdrawn(id, withdrawalReason ?? '', withdrawnAt);
}
