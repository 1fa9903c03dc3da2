import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { practiceAssigned, principalChanged, type PrincipalFacts } from '#contracts';
import { Clock } from '#database';
import { ReactsTo, type Happening } from '#messaging';
import { PracticeRepository } from '../practice/practice.repository.js';
import { hindrance } from './assignment.js';
import { AssignmentRepository } from './assignment.repository.js';

/**
 * Takes back the tasks of an assignee who can no longer do them: each is a step of the practice, as when it is taken
 * away.
 */
@Injectable()
export class FollowAssignee {
  constructor(
    private readonly assignments: AssignmentRepository,
    private readonly practices: PracticeRepository,
    private readonly clock: Clock,
  ) {}

  @ReactsTo(principalChanged)
  async follow(tx: EntityManager, events: readonly Happening<PrincipalFacts>[]): Promise<void> {
    for (const { data } of events) await this.followOne(tx, data);
  }

  private async followOne(tx: EntityManager, assignee: PrincipalFacts): Promise<void> {
    const practices = await this.assignments.practicesOf(tx, assignee.id);
    for (const { id, tasks } of practices) {
      const practice = await this.practices.forUpdate(tx, id);
      for (const task of tasks) {
        if (!hindrance(task, practice, assignee)) continue;
        const at = this.clock.now();
        // No right is checked, so a task that remains from before the end of the practice is taken back as well.
        practice.step({ by: assignee.id, as: [], at }, practiceAssigned, { kind: 'assign' });
        await this.assignments.store(tx, id, { task, assigneeId: assignee.id, dueOn: null, ended: true }, at);
      }
      await this.practices.save(tx, [practice]);
    }
  }
}
