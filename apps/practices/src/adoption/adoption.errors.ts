import { notValid, Problem } from '#problems';

/** 403: members adopt only others' practices. */
export const adoptsOwn = (): Problem =>
  new Problem('adoption.own-practice', 403, 'A member adopts the practices of others, not its own.');

/** 403: another member's adoption. */
export const notYourAdoption = (): Problem =>
  new Problem('adoption.not-yours', 403, 'Only the adopting member may change its adoption.');

/** 409: one adoption per member and practice. */
export const adoptedAlready = (id: string): Problem =>
  new Problem('adoption.exists', 409, 'Your member has already adopted this practice: change that adoption instead.', {
    members: { id },
  });

/** 422: the result of an adoption must be the adopter's own practice, and not the adopted one. */
export const notOwnPractice = (): Problem =>
  notValid([
    {
      pointer: '/ownPracticeId',
      code: 'adoption.own-practice-id',
      detail: 'Name a published practice of your own member that is not a source of the adopted one.',
    },
  ]);
