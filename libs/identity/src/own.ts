import { Logger } from '@nestjs/common';
import { Problem } from '#problems';
import type { Principal } from './principal.js';

/** Of a caller whom a route lets in for what is own alone: whether the thing's access rule was asked. */
interface Narrowing {
  readonly route: string;
  isAsked: boolean;
}

/** An ordinary property, so that whoever copies a principal copies it; a symbol, so that no answer shows it. */
const NARROWING = Symbol('narrowed to what is own');
type Narrowed = Principal & { readonly [NARROWING]?: Narrowing };

/** The caller of one request of a route that is open to them for what is own alone. */
export const narrowed = (principal: Principal, route: string): Principal =>
  Object.assign({ ...principal }, { [NARROWING]: { route, isAsked: false } satisfies Narrowing });

function asked<T>(by: Principal, answer: T): T {
  const narrowing = (by as Narrowed)[NARROWING];
  if (narrowing) narrowing.isAsked = true;
  return answer;
}

/** Whether something is of the caller's member. */
export const isOfOwnMember = (by: Principal, memberId: string | null): boolean =>
  asked(by, memberId !== null && memberId === by.memberId);

/** Whether something is the caller's, who is known by this id. */
export const isOwn = (by: Principal, principalId: string): boolean => asked(by, principalId === by.id);

/** The member for which the caller makes or lists things: its own. */
export const ownMemberOf = (by: Principal): string | undefined => asked(by, by.memberId);

/** The id under which the caller's own things are found. */
export const ownIdOf = (by: Principal): string => asked(by, by.id);

const logger = new Logger('Access');

/**
 * That what a route opens for own things alone was done to own things: one of the questions above was asked.
 * @throws {Problem} 500 when its author forgot it
 */
export function assertOwnAsked(by: Principal): void {
  const narrowing = (by as Narrowed)[NARROWING];
  if (!narrowing || narrowing.isAsked) return;
  logger.error(`${narrowing.route} is open for what is own, and nothing asked whose it is. It is not done.`);
  throw new Problem('internal-error', 500, 'An unexpected error occurred. It was logged with the trace id.');
}
