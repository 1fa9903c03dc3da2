import { EventPattern } from '@nestjs/microservices';
import type { EventContract } from '#contracts';

/** What the decorator tells the strategy: the group in which the handler's effect is counted. */
export interface ConsumesExtras {
  readonly group: string;
  readonly topics: readonly string[];
  /** Whether the group keeps no picture of the present that a rebuild would have to fill: it tells others what happens. */
  readonly tellsNews: boolean;
  /** Whether the method is for what an operator gives up. */
  readonly givenUp: boolean;
}

/**
 * Makes a controller's method the handler of events for a consumer group. The method gets `@Payload()` the event and
 * `@Ctx()` the `EventContext`; what it writes through `context.tx` happens once, in the order of each stream.
 */
export const Consumes = (
  group: string,
  contracts: readonly EventContract[],
  { tellsNews = false }: Partial<Pick<ConsumesExtras, 'tellsNews'>> = {},
): MethodDecorator => {
  return handles(contracts, { group, topics: topicsOf(contracts), tellsNews, givenUp: false });
};

/**
 * Makes a controller's method the end of events of a consumer group that an operator gives up: what `@Consumes` would have
 * done will never happen, and somebody may wait for it. It is called in the transaction of the operator's command. What it
 * gets may break its schema, which can be why it is given up.
 */
export const GivesUp = (group: string, contracts: readonly EventContract[]): MethodDecorator =>
  handles(contracts, { group, topics: topicsOf(contracts), tellsNews: true, givenUp: true });

const topicsOf = (contracts: readonly EventContract[]): string[] => [...new Set(contracts.map(({ topic }) => topic))];

const handles = (contracts: readonly EventContract[], extras: ConsumesExtras): MethodDecorator =>
  EventPattern(
    contracts.map(({ type }) => type),
    extras,
  );
