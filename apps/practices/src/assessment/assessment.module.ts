import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { Assessments1764000200040 } from '../migrations/1764000200040-assessments.js';
import { LabelsOfFew1764000200161 } from '../migrations/1764000200161-labels-of-few.js';
import { PracticeModule } from '../practice/practice.module.js';
import { AssessPracticeHandler } from './assess-practice/assess-practice.js';
import { Assessment } from './assessment.js';
import { AssessmentRepository } from './assessment.repository.js';
import { ChangeAssessmentHandler } from './change-assessment/change-assessment.js';
import { AssessmentController } from './http/assessment.controller.js';

/** Reviewers' assessments of practices, and the resulting label. */
@Feature({
  entities: [Assessment],
  migrations: [Assessments1764000200040, LabelsOfFew1764000200161],
  tags: { assessments: 'What reviewers think of practices.' },
})
@Module({
  imports: [PracticeModule],
  controllers: [AssessmentController],
  providers: [AssessmentRepository, AssessPracticeHandler, ChangeAssessmentHandler],
})
export class AssessmentModule {}
