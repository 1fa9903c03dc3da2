import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import { Jobs } from '#jobs';
import { notFound } from '#problems';
import { HandOverSubmissions } from '../hand-over/hand-over-submissions.js';
import type { Sender, SourceStatement } from '../submission.js';
import { SubmissionRepository } from '../submission.repository.js';

/** Accepts what a member's system sends, in order. It is stored here whether or not the registry is available. */
export class AcceptSubmissions extends Command<string[]> {
  constructor(
    readonly statements: readonly SourceStatement[],
    readonly by: Sender,
  ) {
    super();
  }
}

@CommandHandler(AcceptSubmissions)
export class AcceptSubmissionsHandler extends Handler<AcceptSubmissions> {
  constructor(
    private readonly submissions: SubmissionRepository,
    private readonly jobs: Jobs,
  ) {
    super();
  }

  protected async handle({ statements, by }: AcceptSubmissions, tx: EntityManager): Promise<string[]> {
    for (const { content, externalId } of statements) {
      const isKnown = content !== null || (await this.submissions.knows(tx, by.memberId, externalId));
      if (!isKnown) throw notFound('submission under this externalId');
    }
    const ids = await this.submissions.insert(tx, by, statements, this.clock.now());
    const { memberId: member } = by;
    // A line, not a key: concurrent senders for one member then do not wait for each other's commit.
    await this.jobs.put(tx, HandOverSubmissions, { member }, { owner: member, line: `submissions:${member}` });
    return ids;
  }
}
