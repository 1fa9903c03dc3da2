import { DiscoveryService } from '@nestjs/core';
import type { EntityManager } from 'typeorm';
import type { DataOf, DomainEvent, EventContract } from '#contracts';
import type { Marks } from '../marked-methods.js';

/** What happened, with as much as a reaction needs. */
export type Happening<D = unknown> = Pick<DomainEvent<D>, 'type' | 'subject' | 'data'> & {
  /** Of the event. */
  readonly id: string;
};

export const Reaction = DiscoveryService.createDecorator<readonly EventContract[]>();

/**
 * Makes a provider's method react to what happens, in the same transaction: when it throws, nothing has happened. It is
 * called for events that an app appends to its outbox, and for changes that a projection has stored (`Reactions`).
 * Reactions run in no particular order.
 */
export const ReactsTo = <const Contracts extends readonly EventContract[]>(
  ...contracts: Contracts
): Marks<(tx: EntityManager, events: readonly Happening<DataOf<Contracts[number]>>[]) => Promise<void> | void> =>
  Reaction(contracts);
