import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import { newId } from '#database';
import { ownMemberOf, type Principal } from '#identity';
import type { FactSheet } from '../../fact-sheet/fact-sheet.js';
import { MemberProjection } from '../../members/member.projection.js';
import { Practice } from '../practice.js';
import { PracticeRepository } from '../practice.repository.js';

/** Opens a practice as a draft of the caller's member, or of the secretariat when the caller has none. */
export class CreatePractice extends Command<Practice> {
  constructor(
    readonly sheet: FactSheet,
    readonly by: Principal,
  ) {
    super();
  }
}

@CommandHandler(CreatePractice)
export class CreatePracticeHandler extends Handler<CreatePractice> {
  constructor(
    private readonly practices: PracticeRepository,
    private readonly members: MemberProjection,
  ) {
    super();
  }

  protected async handle({ sheet, by }: CreatePractice, tx: EntityManager): Promise<Practice> {
    const member = await this.members.assertMayWrite(tx, by, sheet);
    const origin = { id: newId(), ownerMemberId: ownMemberOf(by) ?? null, provenance: { kind: 'direct' } } as const;
    const practice = Practice.draft(origin, sheet, { by: by.id, as: [], at: this.clock.now() });
    practice.ownerName = member?.name ?? null;
    await this.practices.save(tx, [practice]);
    return practice;
  }
}
