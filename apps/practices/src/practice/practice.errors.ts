import { Problem, notValid } from '#problems';
import { wantedAt } from '../fact-sheet/fact-sheet.js';

/** 422: publication requires more; one place per missing field. */
export const notComplete = (missing: readonly string[]): Problem =>
  notValid(
    missing.map((pointer) => ({ pointer, code: 'missing', detail: wantedAt(pointer) })),
    'practice.not-complete',
  );

/** 403: the practice is visible but another member's. */
export const notOwner = (): Problem =>
  new Problem(
    'practice.not-owner',
    403,
    'This practice belongs to another member. Only its owner and the steering committee may change it.',
  );

/** 403: only owners and the steering committee see versions in work. */
export const notForAll = (): Problem =>
  new Problem(
    'practice.status-not-allowed',
    403,
    'Only members, for their own practices, and the steering committee may list by this status.',
  );

/** 409: a version in work beside the published one would be lost. */
export const inWork = (): Problem =>
  new Problem(
    'practice.in-work',
    409,
    'The practice has a working version next to the published one. Publish or withdraw that first.',
  );

/** 308: the practice is the same as another, which is shown instead. */
export const leadsTo = (id: string, mergedInto: string, reason: string): Problem =>
  new Problem('practice.merged', 308, 'The practice was merged into another one.', {
    members: { id, mergedInto, reason },
    headers: { location: `/v1/practices/${mergedInto}` },
  });

/** 409: a merged practice is read-only. */
export const isMerged = (id: string, mergedInto: string): Problem =>
  new Problem(
    'practice.merged',
    409,
    'The practice was merged into another one. Use that one, or have the merger reversed.',
    {
      members: { id, mergedInto },
    },
  );

/** 409: there is no merger to reverse, or it has changed. */
export const notMerged = (): Problem =>
  new Problem(
    'practice.state',
    409,
    'The practice is not merged, or has since been merged into another one. Read it again.',
  );

/** 410: the practice was withdrawn. */
export const withdrawn = (id: string, reason: string, withdrawnAt: Date): Problem =>
  new Problem('practice.withdrawn', 410, 'The practice was withdrawn.', {
    members: { id, reason, withdrawnAt: withdrawnAt.toISOString() },
  });
