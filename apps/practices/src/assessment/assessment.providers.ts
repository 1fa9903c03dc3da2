import { AssessmentRepository } from './assessment.repository.js';
import { AssessPracticeHandler } from './assess-practice/assess-practice.js';
import { ChangeAssessmentHandler } from './change-assessment/change-assessment.js';
import { AssessmentController } from './http/assessment.controller.js';
import { WithdrawAssessmentHandler } from './withdraw-assessment/withdraw-assessment.js';

export const assessmentControllers = [AssessmentController];
export const assessmentProviders = [
  AssessmentRepository,
  AssessPracticeHandler,
  ChangeAssessmentHandler,
  WithdrawAssessmentHandler,
];
