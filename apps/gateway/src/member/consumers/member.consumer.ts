import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { memberEvents, type EventOf, type memberApproved } from '#contracts';
import { Consumes, type EventContext } from '#messaging';
import { Credentials } from '../../credential/credentials.js';
import { Principals } from '../../principal/principals.js';
import { MemberDirectory } from '../member-directory.js';

/** Keeps what the gateway knows of members: credentials of a suspended one may not write, those of an ended one are dead. */
@Controller()
export class MemberConsumer {
  constructor(
    private readonly members: MemberDirectory,
    private readonly credentials: Credentials,
    private readonly principals: Principals,
  ) {}

  @Consumes('gateway.members', memberEvents)
  async onMember(@Payload() event: EventOf<typeof memberApproved>, @Ctx() { tx }: EventContext): Promise<void> {
    await this.members.note(tx, event.data.id, event.data.status);
    await this.principals.tellOfMember(tx, event.data.id);
    this.credentials.forget();
  }
}
