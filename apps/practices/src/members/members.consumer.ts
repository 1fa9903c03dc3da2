import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { memberEvents, type EventOf, type memberApproved } from '#contracts';
import { Consumes, type EventContext } from '#messaging';
import { MembersRepository } from './members.repository.js';

/** Learns from network who may write. All member events carry the whole state, so that the last one is what counts. */
@Controller()
export class MembersConsumer {
  constructor(private readonly members: MembersRepository) {}

  @Consumes('practices.members', memberEvents)
  async changed(@Payload() { data }: EventOf<typeof memberApproved>, @Ctx() { tx }: EventContext): Promise<void> {
    await this.members.store(tx, data);
  }
}
