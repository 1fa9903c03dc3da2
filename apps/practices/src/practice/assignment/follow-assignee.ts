import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '#database';
import { KnownPrincipals, type Standing } from '#principals';
import { PracticeRepository } from '../practice.repository.js';
import { hindrance } from './assignment.js';
import { Assignments } from './assignments.js';

/** Tasks of somebody who can do them no longer go back to everybody: each is a step of the practice, as when it is taken away. */
@Injectable()
export class FollowAssignee {
  constructor(
    private readonly assignments: Assignments,
    private readonly practices: PracticeRepository,
    private readonly clock: Clock,
    principals: KnownPrincipals,
  ) {
    principals.follow((tx, assignee) => this.follow(tx, assignee));
  }

  private async follow(tx: EntityManager, assignee: Standing): Promise<void> {
    const practices = await this.assignments.practicesOf(tx, assignee.id);
    for (const { id, tasks } of practices) {
      const practice = await this.practices.forUpdate(tx, id);
      for (const task of tasks) {
        if (!hindrance(task, practice, assignee)) continue;
        practice.release(task, assignee.id, this.clock.now());
      }
      await this.practices.save(tx, [practice]);
    }
  }
}
