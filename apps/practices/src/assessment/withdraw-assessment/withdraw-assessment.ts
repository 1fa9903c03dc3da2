import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import { assertRevision, type Writing } from '#http';
import { ActingOnPractice } from '../../practice/acting-on-practice.js';
import { judge } from '../assessment.js';
import { AssessmentRepository } from '../assessment.repository.js';

/** A reviewer takes an assessment back. */
export class WithdrawAssessment extends Command<void> {
  constructor(
    readonly practiceId: string,
    readonly id: string,
    readonly writing: Writing,
  ) {
    super();
  }
}

@CommandHandler(WithdrawAssessment)
export class WithdrawAssessmentHandler extends Handler<WithdrawAssessment> {
  constructor(
    private readonly acting: ActingOnPractice,
    private readonly assessments: AssessmentRepository,
  ) {
    super();
  }

  protected handle({ practiceId, id, writing: { by, ifMatch } }: WithdrawAssessment, tx: EntityManager): Promise<void> {
    return this.acting.act(tx, practiceId, by, async ({ practice, act }) => {
      const assessment = await this.assessments.get(practiceId, id, tx);
      const before = assessment.revision;
      assessment.withdraw(by, act.at);
      assertRevision(before, ifMatch);
      await this.assessments.save(tx, assessment);
      judge(practice, await this.assessments.present(practiceId, tx), act);
    });
  }
}
