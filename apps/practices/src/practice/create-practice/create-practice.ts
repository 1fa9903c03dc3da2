import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, newId, UnitOfWork } from '#database';
import type { Principal } from '#identity';
import type { FactSheet } from '../../fact-sheet/fact-sheet.js';
import { MembersRepository } from '../../members/members.repository.js';
import { Practice } from '../practice.js';
import { PracticeRepository } from '../practice.repository.js';

/** Opens a practice as a draft of the caller's member; of the secretariat when the caller has none. */
export class CreatePractice extends Command<Practice> {
  constructor(
    readonly sheet: FactSheet,
    readonly by: Principal,
  ) {
    super();
  }
}

@CommandHandler(CreatePractice)
export class CreatePracticeHandler implements ICommandHandler<CreatePractice> {
  constructor(
    private readonly work: UnitOfWork,
    private readonly practices: PracticeRepository,
    private readonly members: MembersRepository,
    private readonly clock: Clock,
  ) {}

  execute({ sheet, by }: CreatePractice): Promise<Practice> {
    return this.work.run(async (tx) => {
      await this.members.assertMayWrite(tx, by);
      await this.members.assertPartners(tx, sheet);
      const origin = { id: newId(), ownerMemberId: by.memberId ?? null, provenance: { kind: 'direct' } } as const;
      const practice = Practice.draft(origin, sheet, { by: by.id, as: [], at: this.clock.now() });
      await this.practices.save(tx, [practice]);
      return practice;
    });
  }
}
