import { EventPattern } from '@nestjs/microservices';
import type { EventContract } from '#contracts';

/** What the decorator tells the strategy: the group in which the handler's effect is counted. */
export interface ConsumesExtras {
  readonly group: string;
  readonly topics: readonly string[];
  /** Whether the group keeps no picture of the present that a rebuild would have to fill: it tells others what happens. */
  readonly tellsNews: boolean;
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
  const topics = [...new Set(contracts.map((contract) => contract.topic))];
  const extras: ConsumesExtras = { group, topics, tellsNews };
  return EventPattern(
    contracts.map((contract) => contract.type),
    extras,
  );
};
