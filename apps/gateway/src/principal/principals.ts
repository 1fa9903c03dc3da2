import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { BackgroundWork } from '#background';
import { memberEvents } from '#contracts';
import { Clock, UnitOfWork } from '#database';
import { Outbox, ReactsTo, type Happening } from '#messaging';
import { Issuer } from '../issuer/issuer.js';
import { TOLD_AT_ONCE, tellPrincipals } from './tell-principals.js';

/** Longest time, in milliseconds, until the other apps learn of rights whose last day has passed. */
const POLL_MS = 5_000;

/**
 * Announces to the other apps what clients and persons may do, so that everything based on a right ends with it. Code
 * that changes rights names the principals; a periodic check finds rights that end by date.
 */
@Injectable()
export class Principals implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly looking = new BackgroundWork({
    name: 'Rights',
    pollMs: POLL_MS,
    turn: async () => ((await this.work.run((tx) => this.tell(tx))) < TOLD_AT_ONCE ? undefined : 0),
  });

  constructor(
    private readonly work: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly issuer: Issuer,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.looking.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.looking.stop();
  }

  /** Call it after the change, in its transaction. @param ids whose rights may have changed; undefined: anybody's */
  tell(tx: EntityManager, ids?: readonly string[]): Promise<number> {
    return tellPrincipals(tx, this.outbox, this.clock.now(), { ids, issuer: this.issuer.name });
  }

  /** A change of a member affects all who act for it. */
  @ReactsTo(...memberEvents)
  async tellOfMembers(tx: EntityManager, events: readonly Happening[]): Promise<void> {
    const acting = await tx.query<{ id: string }[]>(
      `select id from client where member_id = any($1)
       union select person_id from invitation where member_id = any($1) and person_id is not null`,
      [events.map(({ subject }) => subject)],
    );
    const ids = acting.map(({ id }) => id);
    while ((await this.tell(tx, ids)) === TOLD_AT_ONCE);
  }
}
