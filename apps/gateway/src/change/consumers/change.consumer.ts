import { Injectable } from '@nestjs/common';
import { eventContracts, type CloudEvent } from '#contracts';
import { Consumes, type EventContext } from '#messaging';
import { ChangeRepository } from '../change.repository.js';

const publicContracts = eventContracts.filter((contract) => contract.visibility === 'public');

/** Writes every public event into the change log. */
@Injectable()
export class ChangeConsumer {
  constructor(private readonly changes: ChangeRepository) {}

  @Consumes('change-log', publicContracts)
  async onPublicEvent(event: CloudEvent, { tx, replay }: EventContext): Promise<void> {
    await (replay ? this.changes.appendUnlessKnown(tx, event) : this.changes.append(tx, event));
  }
}
