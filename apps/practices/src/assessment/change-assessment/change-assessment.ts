import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import { assertRevision, type Writing } from '#http';
import { ActingOnPractice } from '../../practice/acting-on-practice.js';
import { judge, type Assessment } from '../assessment.js';
import { AssessmentRepository } from '../assessment.repository.js';
import type { Scores } from '../../label/criteria.js';

/** A reviewer judges a practice anew. */
export class ChangeAssessment extends Command<Assessment> {
  constructor(
    readonly practiceId: string,
    readonly id: string,
    readonly scores: Scores,
    readonly writing: Writing,
  ) {
    super();
  }
}

@CommandHandler(ChangeAssessment)
export class ChangeAssessmentHandler extends Handler<ChangeAssessment> {
  constructor(
    private readonly acting: ActingOnPractice,
    private readonly assessments: AssessmentRepository,
  ) {
    super();
  }

  protected handle(
    { practiceId, id, scores, writing: { by, ifMatch } }: ChangeAssessment,
    tx: EntityManager,
  ): Promise<Assessment> {
    return this.acting.act(tx, practiceId, by, async ({ practice, published, act }) => {
      const assessment = await this.assessments.get(practiceId, id, tx);
      const before = assessment.revision;
      assessment.change(practice, published.number, scores, by, act.at);
      assertRevision(before, ifMatch);
      await this.assessments.save(tx, assessment);
      judge(practice, await this.assessments.present(practiceId, tx), act);
      return assessment;
    });
  }
}
