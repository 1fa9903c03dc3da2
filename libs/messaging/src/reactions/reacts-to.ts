import { DiscoveryService } from '@nestjs/core';
import type { EntityManager } from 'typeorm';
import type { DataOf, DomainEvent, EventContract } from '#contracts';
import type { Marks } from '../marked-methods.js';

/** What happened, as far as a reaction needs to know. */
export type Happening<D = unknown> = Pick<DomainEvent<D>, 'type' | 'subject' | 'data'>;

export const Reaction = DiscoveryService.createDecorator<readonly EventContract[]>();

/**
 * Makes a provider's method follow what happens, in the same transaction: when it throws, nothing has happened. It is told
 * what an app appends to its outbox, and what a projection of it has noted (`Reactions`). Reactions come in no certain order.
 */
export const ReactsTo = <const Contracts extends readonly EventContract[]>(
  ...contracts: Contracts
): Marks<(tx: EntityManager, events: readonly Happening<DataOf<Contracts[number]>>[]) => Promise<void> | void> =>
  Reaction(contracts);
