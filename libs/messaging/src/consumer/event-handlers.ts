import type { EntityManager } from 'typeorm';
import type { CloudEvent } from '#contracts';

/** What a handler may use: the transaction that commits its effect together with the mark "done". */
export interface EventContext {
  readonly tx: EntityManager;
  /**
   * Whether a rebuild delivers the present state and nothing new has happened. A projection stores it as always; an
   * effect on the outside must not be repeated.
   */
  readonly replay: boolean;
}

export type EventHandler = (event: CloudEvent, context: EventContext) => Promise<void>;

/** A handler that did not end: an immediate retry would block its partition again. */
export class HandlerTooSlow extends Error {
  override readonly name = 'HandlerTooSlow';
}

/** The handlers of one group, each bounded in time. */
export class EventHandlers {
  constructor(
    private readonly handlers: ReadonlyMap<string, EventHandler>,
    /** Longest time for one event, in milliseconds. */
    readonly withinMs: number,
    /** Runs a handler as a part of the event's trace. */
    private readonly traced: (event: CloudEvent, work: () => Promise<void>) => Promise<void> = (_, work) => work(),
  ) {}

  /** False: no handler of this build knows the type. @throws what the handler throws, and {HandlerTooSlow} */
  async run(event: CloudEvent, tx: EntityManager, replay = false): Promise<boolean> {
    const handler = this.handlers.get(event.type);
    if (!handler) return false;
    const running = this.traced(event, () => handler(event, { tx, replay }));
    let timer: NodeJS.Timeout | undefined;
    const tooSlow = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        running.catch(() => undefined); // no longer awaited
        cut(tx).then(
          () => reject(new HandlerTooSlow(`the handler did not end within ${this.withinMs} ms`)),
          (error: unknown) => reject(error instanceof Error ? error : new Error(String(error))),
        );
      }, this.withinMs);
    });
    try {
      await Promise.race([running, tooSlow]);
    } finally {
      clearTimeout(timer);
    }
    return true;
  }
}

/**
 * Ends the connection of a transaction. A rollback would not be enough: later statements of the handler would then take
 * effect on their own, outside of any transaction.
 */
async function cut(tx: EntityManager): Promise<void> {
  const client = (await tx.queryRunner?.connect()) as
    { connection?: { stream?: { destroy(error: Error): void } } } | undefined;
  client?.connection?.stream?.destroy(new Error('its handler did not end in time'));
}
