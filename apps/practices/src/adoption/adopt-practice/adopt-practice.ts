import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import type { Principal } from '#identity';
import { withoutMember } from '../../members/may-write.js';
import { ActingOnPractice } from '../../practice/acting-on-practice.js';
import { adoptedAlready, notOwnPractice } from '../adoption.errors.js';
import { Adoption, type AdoptionContent } from '../adoption.js';
import { AdoptionRepository } from '../adoption.repository.js';

/** A member reports that it adopts another's practice. */
export class AdoptPractice extends Command<Adoption> {
  constructor(
    readonly practiceId: string,
    readonly content: AdoptionContent,
    readonly by: Principal,
  ) {
    super();
  }
}

@CommandHandler(AdoptPractice)
export class AdoptPracticeHandler extends Handler<AdoptPractice> {
  constructor(
    private readonly acting: ActingOnPractice,
    private readonly adoptions: AdoptionRepository,
  ) {
    super();
  }

  protected handle({ practiceId, content, by }: AdoptPractice, tx: EntityManager): Promise<Adoption> {
    const { memberId } = by;
    if (memberId === undefined) throw withoutMember();
    return this.acting.act(tx, practiceId, by, async ({ practice, act }) => {
      const adoption = Adoption.of(practice, memberId, content, act.at);
      const known = await this.adoptions.byMember(tx, practiceId, memberId);
      if (known) throw adoptedAlready(known.id);
      const { ownPracticeId } = content;
      if (ownPracticeId !== null && !(await this.adoptions.mayFollow(tx, ownPracticeId, memberId, practiceId))) {
        throw notOwnPractice();
      }
      await this.adoptions.insert(tx, adoption);
      adoption.noteOn(practice, 'new', act);
      return adoption;
    });
  }
}
