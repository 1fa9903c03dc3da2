import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import { assertRevision, type Writing } from '#http';
import { ActingOnPractice, type Acting } from '../../practice/acting-on-practice.js';
import { judge, type Assessment } from '../assessment.js';
import { AssessmentRepository } from '../assessment.repository.js';

/** A reviewer assesses a practice again, or withdraws the assessment; the assessment alone decides. */
export class ChangeAssessment extends Command<Assessment> {
  constructor(
    readonly practiceId: string,
    readonly id: string,
    readonly writing: Writing,
    readonly change: (assessment: Assessment, acting: Acting) => void,
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

  protected handle(command: ChangeAssessment, tx: EntityManager): Promise<Assessment> {
    const { practiceId, id, writing, change } = command;
    return this.acting.act(tx, practiceId, writing.by, async (acting) => {
      const assessment = await this.assessments.get(practiceId, id, tx);
      const before = assessment.revision;
      change(assessment, acting);
      assertRevision(before, writing.ifMatch);
      await this.assessments.save(tx, assessment);
      judge(acting.practice, await this.assessments.present(practiceId, tx), acting.act);
      return assessment;
    });
  }
}
