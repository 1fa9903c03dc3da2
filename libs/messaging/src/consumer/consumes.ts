import { DiscoveryService } from '@nestjs/core';
import type { CloudEvent, EventContract, EventOf } from '#contracts';
import type { Marks } from '../marked-methods.js';
import type { EventContext } from './event-handlers.js';

/** What a handler declares. */
export interface Consumed {
  /** Name of its group within the app: the group records which events had their effect. */
  readonly group: string;
  readonly contracts: readonly EventContract[];
  /** Whether the group keeps no state that a rebuild would have to fill, and only notifies others. */
  readonly tellsNews: boolean;
  /** Whether the method handles discarded events. */
  readonly givenUp: boolean;
}

export const HandlesEvents = DiscoveryService.createDecorator<Consumed>();

type Handler<Event> = Marks<(event: Event, context: EventContext) => Promise<void>>;

/**
 * Makes a provider's method the handler of events for a consumer group, and the class a projection:
 * `@Consumes('members', memberEvents)` in practices is the group `practices.members`. Writes through `context.tx` take
 * effect once, in the order of each stream. A rebuild fills the projection from the snapshots of the topics' owners.
 */
export const Consumes = <const Contracts extends readonly EventContract[]>(
  group: string,
  contracts: Contracts,
  { tellsNews = false }: Partial<Pick<Consumed, 'tellsNews'>> = {},
): Handler<EventOf<Contracts[number]>> => HandlesEvents({ group, contracts, tellsNews, givenUp: false });

/**
 * Makes a provider's method handle the events of a consumer group that an operator discards: `@Consumes` will never
 * handle them, and somebody may be waiting. It is called in the transaction of the operator's command. The event may
 * violate its schema, which can be the reason why it is discarded.
 */
export const GivesUp = <Data>(
  group: string,
  contracts: readonly EventContract<Data>[],
): Handler<CloudEvent<Partial<Data> | null>> => HandlesEvents({ group, contracts, tellsNews: true, givenUp: true });
