import { AsyncLocalStorage } from 'node:async_hooks';
import { Logger } from '@nestjs/common';
import { Problem } from '#problems';
import type { Principal } from './principal.js';

/** Around what a route does that lets a caller in for what is own alone: whether the thing's access rule was asked. */
const narrowing = new AsyncLocalStorage<{ readonly route: string; isAsked: boolean }>();

/** Does `work` for a caller who was let in for what is own alone: {@link assertOwnAsked} holds within. */
export const forOwn = <T>(route: string, work: () => T): T => narrowing.run({ route, isAsked: false }, work);

function asked<T>(answer: T): T {
  const narrowed = narrowing.getStore();
  if (narrowed) narrowed.isAsked = true;
  return answer;
}

/** Whether something is of the caller's member. */
export const isOfOwnMember = (by: Principal, memberId: string | null): boolean =>
  asked(memberId !== null && memberId === by.memberId);

/** Whether something is the caller's, who is known by this id. */
export const isOwn = (by: Principal, principalId: string): boolean => asked(principalId === by.id);

/** The member for which the caller makes or lists things: its own. */
export const ownMemberOf = (by: Principal): string | undefined => asked(by.memberId);

/** The id under which the caller's own things are found. */
export const ownIdOf = (by: Principal): string => asked(by.id);

const logger = new Logger('Access');

/**
 * That what a route opens for own things alone was done to own things: one of the questions above was asked.
 * @throws {Problem} 500 when its author forgot it
 */
export function assertOwnAsked(): void {
  const narrowed = narrowing.getStore();
  if (!narrowed || narrowed.isAsked) return;
  logger.error(`${narrowed.route} is open for what is own, and nothing asked whose it is. It is not done.`);
  throw new Problem('internal-error', 500, 'An unexpected error occurred. It was logged with the trace id.');
}
