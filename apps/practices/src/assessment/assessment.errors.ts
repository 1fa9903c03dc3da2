import { Problem } from '#problems';

/** 403: a reviewer must state an affiliation, so that a conflict of interest can be seen. */
export const notAssessor = (): Problem =>
  new Problem(
    'assessment.without-affiliation',
    403,
    'A reviewer must have a member or a declared affiliation. Ask the secretariat for a credential that states it.',
  );

/** 403: the practice is the reviewer's own, or the reviewer's member takes part in it. */
export const conflictOfInterest = (): Problem =>
  new Problem(
    'assessment.conflict-of-interest',
    403,
    'Reviewers may not assess practices of their own member or practices in which it is a partner.',
  );

/** 403: only its author changes it. */
export const notYourAssessment = (): Problem =>
  new Problem('assessment.not-yours', 403, 'Only the reviewer who gave an assessment may change or withdraw it.');

/** 409: one assessment per principal. */
export const assessedAlready = (id: string): Problem =>
  new Problem('assessment.exists', 409, 'You have already assessed this practice: change your assessment instead.', {
    members: { id },
  });

/** 409: a limit that no honest practice reaches. */
export const tooManyAssessments = (most: number): Problem =>
  new Problem('assessment.too-many', 409, `A practice may have at most ${most} assessments.`);
