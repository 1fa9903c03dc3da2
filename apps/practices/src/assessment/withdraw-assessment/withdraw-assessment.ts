import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { assertRevision, type Revision } from '#http';
import type { Principal } from '#identity';
import { ActingOnPractice } from '../../practice/acting-on-practice.js';
import { judge } from '../assessment.js';
import { AssessmentRepository } from '../assessment.repository.js';

/** A reviewer takes an assessment back. */
export class WithdrawAssessment extends Command<void> {
  constructor(
    readonly practiceId: string,
    readonly id: string,
    readonly ifMatch: Revision,
    readonly by: Principal,
  ) {
    super();
  }
}

@CommandHandler(WithdrawAssessment)
export class WithdrawAssessmentHandler implements ICommandHandler<WithdrawAssessment> {
  constructor(
    private readonly acting: ActingOnPractice,
    private readonly assessments: AssessmentRepository,
  ) {}

  execute({ practiceId, id, ifMatch, by }: WithdrawAssessment): Promise<void> {
    return this.acting.act(practiceId, by, async ({ tx, practice, act }) => {
      const assessment = await this.assessments.get(practiceId, id, tx);
      const before = assessment.revision;
      assessment.withdraw(by, act.at);
      assertRevision(before, ifMatch);
      await this.assessments.save(tx, assessment);
      judge(practice, await this.assessments.present(practiceId, tx), act);
    });
  }
}
