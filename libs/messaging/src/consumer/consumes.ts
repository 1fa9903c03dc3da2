import { DiscoveryService } from '@nestjs/core';
import type { CloudEvent, EventContract, EventOf } from '#contracts';
import type { Marks } from '../marked-methods.js';
import type { EventContext } from './event-handlers.js';

/** What a handler says of itself. */
export interface Consumed {
  /** Name of its group within the app: there the handler's effect is counted. */
  readonly group: string;
  readonly contracts: readonly EventContract[];
  /** Whether the group keeps no picture of the present that a rebuild would have to fill: it tells others what happens. */
  readonly tellsNews: boolean;
  /** Whether the method is for what an operator gives up. */
  readonly givenUp: boolean;
}

export const HandlesEvents = DiscoveryService.createDecorator<Consumed>();

type Handler<Event> = Marks<(event: Event, context: EventContext) => Promise<void>>;

/**
 * Makes a provider's method the handler of events for a consumer group, and the class a projection: `@Consumes('members',
 * memberEvents)` in practices is the group `practices.members`. What the method writes through `context.tx` happens once, in
 * the order of each stream. The snapshots of the topics' owners fill it when it is rebuilt.
 */
export const Consumes = <const Contracts extends readonly EventContract[]>(
  group: string,
  contracts: Contracts,
  { tellsNews = false }: Partial<Pick<Consumed, 'tellsNews'>> = {},
): Handler<EventOf<Contracts[number]>> => HandlesEvents({ group, contracts, tellsNews, givenUp: false });

/**
 * Makes a provider's method the end of events of a consumer group that an operator gives up: what `@Consumes` would have
 * done will never happen, and somebody may wait for it. It is called in the transaction of the operator's command. What it
 * gets may break its schema, which can be why it is given up.
 */
export const GivesUp = <Data>(
  group: string,
  contracts: readonly EventContract<Data>[],
): Handler<CloudEvent<Partial<Data> | null>> => HandlesEvents({ group, contracts, tellsNews: true, givenUp: true });
