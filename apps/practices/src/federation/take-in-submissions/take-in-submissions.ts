import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import type { HandedOverSubmission, HandoverAnswer } from '#contracts';
import type { ProblemPlace } from '#problems';
import { completeness } from '../../fact-sheet/fact-sheet.js';
import { validateFactSheet } from '../../fact-sheet/validate-fact-sheet.js';
import { MemberProjection } from '../../members/member.projection.js';
import { notComplete } from '../../practice/practice.errors.js';
import type { Submission } from '../submission.js';
import { SubmissionRepository } from '../submission.repository.js';

/** Accepts the content of submissions. One that breaks a rule of fact sheets is reported at once and not stored. */
export class TakeInSubmissions extends Command<HandoverAnswer> {
  constructor(
    readonly submissions: readonly HandedOverSubmission[],
    readonly sender: Pick<Submission, 'memberId' | 'sentBy'>,
  ) {
    super();
  }
}

@CommandHandler(TakeInSubmissions)
export class TakeInSubmissionsHandler extends Handler<TakeInSubmissions> {
  constructor(
    private readonly submissions: SubmissionRepository,
    private readonly members: MemberProjection,
  ) {
    super();
  }

  protected async handle({ submissions, sender }: TakeInSubmissions, tx: EntityManager): Promise<HandoverAnswer> {
    const wellFormed = submissions.map((handedOver) => readSubmission(handedOver, sender));
    const now = this.clock.now();
    const sheets = wellFormed.map((one) =>
      'submission' in one ? (one.submission.content.sheet ?? undefined) : undefined,
    );
    const strangers = await this.members.strangersIn(tx, sheets);
    const read = wellFormed.map((one, n) => (strangers[n]!.length > 0 ? { errors: strangers[n]!.map(below) } : one));
    await this.submissions.insert(tx, read.flatMap((one) => ('submission' in one ? one.submission : [])), now); // prettier-ignore
    await this.submissions.forget(tx, now);
    return { items: read.map((one, n) => ({ id: submissions[n]!.id, errors: 'errors' in one ? one.errors : [] })) };
  }
}

type Read = { readonly submission: Submission } | { readonly errors: readonly ProblemPlace[] };

function readSubmission(handedOver: HandedOverSubmission, sender: TakeInSubmissions['sender']): Read {
  const { id, externalId, sourceVersion, withdraws, sourceUrl, retrievedAt, factSheet } = handedOver;
  const origin = { id, ...sender, externalId, sourceVersion };
  if (withdraws) return { submission: { ...origin, content: { sheet: null, sourceUrl, retrievedAt } } };
  const checked = validateFactSheet(factSheet);
  if ('errors' in checked) return { errors: checked.errors.map(below) };
  const { missing } = completeness(checked.sheet);
  if (missing.length > 0) return { errors: (notComplete(missing).more.places ?? []).map(below) };
  return { submission: { ...origin, content: { sheet: checked.sheet, sourceUrl, retrievedAt } } };
}

const below = (place: ProblemPlace): ProblemPlace => ({ ...place, pointer: `/factSheet${place.pointer}` });
