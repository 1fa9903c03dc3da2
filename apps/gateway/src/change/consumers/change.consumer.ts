import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { eventContracts, type CloudEvent } from '#contracts';
import { Consumes, type EventContext } from '#messaging';
import { ChangeRepository } from '../change.repository.js';

const publicContracts = eventContracts.filter((contract) => contract.visibility === 'public');

/** Writes every public event into the change log. */
@Controller()
export class ChangeConsumer {
  constructor(private readonly changes: ChangeRepository) {}

  @Consumes('gateway.change-log', publicContracts)
  async onPublicEvent(@Payload() event: CloudEvent, @Ctx() { tx, replay }: EventContext): Promise<void> {
    await (replay ? this.changes.appendUnlessKnown(tx, event) : this.changes.append(tx, event));
  }
}
