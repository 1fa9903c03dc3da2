import { EventPattern } from '@nestjs/microservices';
import type { EventContract } from '#contracts';

/** What the decorator tells the strategy: the group in which the handler's effect is counted. */
export interface ConsumesExtras {
  readonly group: string;
  readonly topics: readonly string[];
}

/**
 * Makes a controller's method the handler of events for a consumer group. The method gets `@Payload()` the event and
 * `@Ctx()` the `EventContext`; what it writes through `context.tx` happens once, in the order of each stream.
 */
export const Consumes = (group: string, contracts: readonly EventContract[]): MethodDecorator => {
  const extras: ConsumesExtras = { group, topics: [...new Set(contracts.map((contract) => contract.topic))] };
  return EventPattern(
    contracts.map((contract) => contract.type),
    extras,
  );
};
