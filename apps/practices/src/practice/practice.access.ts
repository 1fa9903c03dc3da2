import { hasRole, isOfOwnMember, type Principal } from '#identity';
import { notFound } from '#problems';
import type { Practice } from './practice.js';
import { leadsTo, notOwner, withdrawn } from './practice.errors.js';
import type { PracticeVersion } from './practice-version.js';
import type { PracticeCapacity } from './practice.workflow.js';

/** In what capacities someone meets a practice; none for the public and for other members. */
export function capacitiesOf({ ownerMemberId }: Pick<Practice, 'ownerMemberId'>, by: Principal): PracticeCapacity[] {
  const isOwner = isOfOwnMember(by, ownerMemberId) && hasRole(by, 'member-editor', 'steering');
  return [...(isOwner ? (['owner'] as const) : []), ...(hasRole(by, 'steering') ? (['steering'] as const) : [])];
}

/**
 * The capacities in which someone may change a practice.
 * @throws {Problem} 404 when it was never published and is another's, 410 when it is withdrawn, 403 `practice.not-owner`
 */
export function capacitiesToChange(practice: Practice, by: Principal): PracticeCapacity[] {
  const as = capacitiesOf(practice, by);
  assertNotGone(practice, as);
  if (as.length === 0) throw practice.published ? notOwner() : notFound('practice');
  return as;
}

/**
 * The version that someone is shown: the published one, to those who may the one in work when it is asked for or alone.
 * @throws {Problem} 308 to the one into which it was merged; 404, 410
 */
export function versionFor(practice: Practice, by: Principal, asked: 'draft' | undefined): PracticeVersion {
  const as = capacitiesOf(practice, by);
  assertNotGone(practice, as);
  if (practice.mergedInto !== null) throw leadsTo(practice.id, practice.mergedInto);
  const inWork = as.length > 0 ? practice.work : null;
  const version = asked === 'draft' ? inWork : (practice.published ?? inWork);
  if (!version) throw notFound('practice');
  return version;
}

/**
 * That someone may see a practice at all, in any of its versions.
 * @returns in what capacities; none when as the public
 * @throws {Problem} 404, 410
 */
export function capacitiesToRead(practice: Practice, by: Principal): PracticeCapacity[] {
  versionFor(practice, by, undefined);
  return capacitiesOf(practice, by);
}

/**
 * As `capacitiesToRead`, of what stays readable when a practice was merged into another: its versions and its history.
 * @throws {Problem} 404, 410
 */
export function capacitiesToLookBack(practice: Practice, by: Principal): PracticeCapacity[] {
  return practice.mergedInto === null ? capacitiesToRead(practice, by) : capacitiesOf(practice, by);
}

function assertNotGone(practice: Practice, as: readonly PracticeCapacity[]): void {
  const { id, status, withdrawnAt, withdrawalReason } = practice;
  if (status !== 'withdrawn' || withdrawnAt === null) return;
  if (!practice.wasPublished && as.length === 0) throw notFound('practice');
  throw withdrawn(id, withdrawalReason ?? '', withdrawnAt);
}
