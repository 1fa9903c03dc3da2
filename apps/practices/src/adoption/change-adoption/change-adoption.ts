import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import { assertRevision, type Writing } from '#http';
import { isOfOwnMember } from '#identity';
import { ActingOnPractice } from '../../practice/acting-on-practice.js';
import { notOwnPractice, notYourAdoption } from '../adoption.errors.js';
import type { Adoption, AdoptionContent } from '../adoption.js';
import { AdoptionRepository } from '../adoption.repository.js';

/** An adopter changes the report. */
export class ChangeAdoption extends Command<Adoption> {
  constructor(
    readonly practiceId: string,
    readonly id: string,
    readonly content: AdoptionContent,
    readonly writing: Writing,
  ) {
    super();
  }
}

@CommandHandler(ChangeAdoption)
export class ChangeAdoptionHandler extends Handler<ChangeAdoption> {
  constructor(
    private readonly acting: ActingOnPractice,
    private readonly adoptions: AdoptionRepository,
  ) {
    super();
  }

  protected handle(
    { practiceId, id, content, writing: { by, ifMatch } }: ChangeAdoption,
    tx: EntityManager,
  ): Promise<Adoption> {
    return this.acting.act(tx, practiceId, by, async ({ practice, act }) => {
      const adoption = await this.adoptions.get(practiceId, id, tx);
      const { memberId } = adoption;
      if (!isOfOwnMember(by, memberId)) throw notYourAdoption();
      assertRevision(adoption.revision, ifMatch);
      const { ownPracticeId } = content;
      if (ownPracticeId !== null && !(await this.adoptions.mayFollow(tx, ownPracticeId, memberId, practiceId))) {
        throw notOwnPractice();
      }
      adoption.change(content, act.at);
      await this.adoptions.update(tx, adoption);
      adoption.noteOn(practice, 'changed', act);
      return adoption;
    });
  }
}
