import { AsyncLocalStorage } from 'node:async_hooks';
import { Logger } from '@nestjs/common';
import { Problem } from '#problems';
import type { Principal } from './principal.js';

/** The state of a request whose caller may only act on own things: whether an access rule has asked whose the thing is. */
const narrowing = new AsyncLocalStorage<{ readonly route: string; isAsked: boolean }>();

/** Runs `work` for a caller who may only act on own things: {@link assertOwnAsked} applies within. */
export const forOwn = <T>(route: string, work: () => T): T => narrowing.run({ route, isAsked: false }, work);

function asked<T>(answer: T): T {
  const narrowed = narrowing.getStore();
  if (narrowed) narrowed.isAsked = true;
  return answer;
}

/** Whether something belongs to the caller's member. */
export const isOfOwnMember = (by: Principal, memberId: string | null): boolean =>
  asked(memberId !== null && memberId === by.memberId);

/** Whether something belongs to the caller, whom this id identifies. */
export const isOwn = (by: Principal, principalId: string): boolean => asked(principalId === by.id);

/** The caller's own member, for which the caller creates or lists things. */
export const ownMemberOf = (by: Principal): string | undefined => asked(by.memberId);

/** The id under which the caller's own things are found. */
export const ownIdOf = (by: Principal): string => asked(by.id);

const logger = new Logger('Access');

/**
 * Asserts that a route for own things alone acted on own things: one of the questions above was asked.
 * @throws {Problem} 500 when its author forgot it
 */
export function assertOwnAsked(): void {
  const narrowed = narrowing.getStore();
  if (!narrowed || narrowed.isAsked) return;
  logger.error(`${narrowed.route} is open for what is own, and nothing asked whose it is. It is not done.`);
  throw new Problem('internal-error', 500, 'An unexpected error occurred. It was logged with the trace id.');
}
