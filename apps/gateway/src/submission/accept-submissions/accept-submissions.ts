import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, UnitOfWork } from '#database';
import { notFound } from '#problems';
import { SubmissionHandoverWorker } from '../hand-over/submission-handover-worker.js';
import type { Sender, SourceStatement } from '../submission.js';
import { SubmissionRepository } from '../submission.repository.js';

/** Accepts what a member's system says, in its order. It is safe here whether or not the registry can be reached. */
export class AcceptSubmissions extends Command<string[]> {
  constructor(
    readonly statements: readonly SourceStatement[],
    readonly sender: Sender,
  ) {
    super();
  }
}

@CommandHandler(AcceptSubmissions)
export class AcceptSubmissionsHandler implements ICommandHandler<AcceptSubmissions> {
  constructor(
    private readonly work: UnitOfWork,
    private readonly submissions: SubmissionRepository,
    private readonly worker: SubmissionHandoverWorker,
    private readonly clock: Clock,
  ) {}

  execute({ statements, sender }: AcceptSubmissions): Promise<string[]> {
    return this.work.run(async (tx) => {
      for (const { content, externalId } of statements) {
        const isKnown = content !== null || (await this.submissions.knows(tx, sender.memberId, externalId));
        if (!isKnown) throw notFound('submission under this externalId');
      }
      const ids = await this.submissions.insert(tx, sender, statements, this.clock.now());
      this.work.afterCommit(() => this.worker.wake());
      return ids;
    });
  }
}
