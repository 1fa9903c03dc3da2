import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { submissionRefusals } from '#contracts';
import { Clock, newId } from '#database';
import { anonymous, type Principal } from '#identity';
import { Problem } from '#problems';
import type { FactSheet } from '../../fact-sheet/fact-sheet.js';
import { MemberProjection } from '../../members/member.projection.js';
import { Practice, UNNAMED_SOURCE } from '../../practice/practice.js';
import { PracticeRepository } from '../../practice/practice.repository.js';
import type { Act } from '../../practice/practice-step.js';
import { contentOf } from '../../practice/practice-version.js';
import { judgeVersion } from '../source-version.js';
import { refusedFor, type Settlement, type Submission } from '../submission.js';
import { SubmissionRepository } from '../submission.repository.js';

/** Reason shown to everyone who requests a practice that its source has withdrawn. */
const WITHDRAWAL_REASON = 'Withdrawn by its source.';

/** Applies a submission, by its version number, to the practice with its key: the member and its external id. */
@Injectable()
export class ApplySubmission {
  constructor(
    private readonly submissions: SubmissionRepository,
    private readonly practices: PracticeRepository,
    private readonly members: MemberProjection,
    private readonly clock: Clock,
  ) {}

  /** @throws {Problem} 503 while the member is not known here yet: then nothing was settled */
  async settle(tx: EntityManager, submission: Submission): Promise<Settlement> {
    const { memberId, externalId, sourceVersion, content } = submission;
    const contentHash = content.sheet === null ? null : contentOf(content.sheet).contentHash;
    const last = await this.submissions.mark(tx, memberId, externalId);
    const known = (await this.practices.bySourceForUpdate(tx, memberId, UNNAMED_SOURCE, [externalId])).get(externalId);
    const practiceId = known?.id ?? null;
    switch (judgeVersion(last, { sourceVersion, contentHash })) {
      case 'older':
        return { state: 'superseded', practiceId, refusal: null };
      case 'same':
        return { state: 'unchanged', practiceId, refusal: null };
      case 'reused':
        return refusedFor('submission.version-reused', practiceId);
      case 'newer': {
        const settlement = await this.apply(tx, submission, known);
        if (settlement.state !== 'refused')
          await this.submissions.setMark(tx, memberId, externalId, { sourceVersion, contentHash });
        return settlement;
      }
    }
  }

  private async apply(tx: EntityManager, submission: Submission, known: Practice | undefined): Promise<Settlement> {
    if (known && known.mergedInto !== null)
      return { ...refusedFor('submission.merged', known.id), mergedInto: known.mergedInto };
    try {
      await this.members.assertMayWrite(tx, senderOf(submission));
      const { sheet } = submission.content;
      const act: Act = { by: submission.sentBy, as: ['owner'], at: this.clock.now(), fromSource: true };
      const changed = sheet === null ? withdraw(known, act) : handIn(submission, sheet, known, act);
      if (!changed) return { state: 'unchanged', practiceId: known?.id ?? null, refusal: null };
      await this.practices.save(tx, [changed]);
      const lost = changed.overwrote(act);
      const overwrote = lost && { ...lost.edit, pointers: [...lost.pointers] };
      return { state: 'applied', practiceId: changed.id, refusal: null, ...(overwrote ? { overwrote } : {}) };
    } catch (error) {
      // A rule would refuse it again; only a failure is retried.
      if (!(error instanceof Problem) || error.status >= 500) throw error;
      return { state: 'refused', practiceId: known?.id ?? null, refusal: error.code };
    }
  }
}

const senderOf = ({ sentBy, memberId }: Submission): Principal => ({
  ...anonymous,
  kind: 'client',
  id: sentBy,
  roles: ['member-editor'],
  memberId,
});

/** The withdrawn practice; undefined when there is nothing to withdraw. */
function withdraw(known: Practice | undefined, act: Act): Practice | undefined {
  if (!known || known.status === 'withdrawn') return undefined;
  known.withdraw(WITHDRAWAL_REASON, act);
  return known;
}

/** The submitted practice; undefined when it already has this content. @throws {Problem} with a code of a refusal */
function handIn(
  { memberId, externalId, content }: Submission,
  sheet: FactSheet,
  known: Practice | undefined,
  act: Act,
): Practice | undefined {
  const { retrievedAt, sourceUrl } = content;
  const provenance = {
    kind: 'federation', source: UNNAMED_SOURCE, externalId, retrievedAt, ...(sourceUrl === null ? {} : { sourceUrl }),
  } as const; // prettier-ignore
  if (!known) {
    const practice = Practice.draft({ id: newId(), ownerMemberId: memberId, provenance }, sheet, act);
    practice.submit(null, act);
    return practice;
  }
  if (known.status === 'withdrawn')
    throw new Problem('submission.withdrawn', 409, submissionRefusals['submission.withdrawn'].detail);
  // Content that was submitted, published or returned is not submitted again unchanged.
  if (known.sameContent(sheet, 'newest') && known.work?.state !== 'draft') return undefined;
  known.handIn(sheet, act);
  known.provenance = provenance;
  return known;
}
