import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { PrincipalsModule } from '#principals';
import { Assignments1764000200021 } from '../migrations/1764000200021-assignments.js';
import { PracticeModule } from '../practice/practice.module.js';
import { AssignTaskHandler } from './assign-task.js';
import { AssignmentController } from './assignment.controller.js';
import { AssignmentRepository } from './assignment.repository.js';
import { FollowAssignee } from './follow-assignee.js';

/** Tasks on practices: what, whose, and until when. */
@Feature({ migrations: [Assignments1764000200021] })
@Module({
  imports: [PrincipalsModule, PracticeModule],
  controllers: [AssignmentController],
  providers: [AssignmentRepository, FollowAssignee, AssignTaskHandler],
  exports: [AssignmentRepository],
})
export class AssignmentModule {}
