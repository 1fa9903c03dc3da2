import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import type { Principal } from '#identity';
import { ActingOnPractice } from '../../practice/acting-on-practice.js';
import { assessedAlready, tooManyAssessments } from '../assessment.errors.js';
import { Assessment, judge } from '../assessment.js';
import { AssessmentRepository, MAX_ASSESSMENTS } from '../assessment.repository.js';
import type { Scores } from '../../label/criteria.js';

/** A reviewer assesses the published version of a practice. */
export class AssessPractice extends Command<Assessment> {
  constructor(
    readonly practiceId: string,
    readonly scores: Scores,
    readonly by: Principal,
  ) {
    super();
  }
}

@CommandHandler(AssessPractice)
export class AssessPracticeHandler extends Handler<AssessPractice> {
  constructor(
    private readonly acting: ActingOnPractice,
    private readonly assessments: AssessmentRepository,
  ) {
    super();
  }

  protected handle({ practiceId, scores, by }: AssessPractice, tx: EntityManager): Promise<Assessment> {
    return this.acting.act(tx, practiceId, by, async ({ practice, published, act }) => {
      const assessment = Assessment.give(practice, published.number, scores, by, act.at);
      const present = await this.assessments.present(practiceId, tx);
      const own = present.find(({ assessorId }) => assessorId === by.id);
      if (own) throw assessedAlready(own.id);
      if (present.length >= MAX_ASSESSMENTS) throw tooManyAssessments(MAX_ASSESSMENTS);
      await this.assessments.save(tx, assessment);
      judge(practice, [...present, assessment], act);
      return assessment;
    });
  }
}
