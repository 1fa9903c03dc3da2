import type { EntityManager } from 'typeorm';
import type { CloudEvent } from '#contracts';

/** What a handler may use: the transaction in which its effect and the mark "done" commit together. */
export interface EventContext {
  readonly tx: EntityManager;
  /**
   * Whether a rebuild tells the present state of the thing, and nothing new has happened: a projection stores it as always;
   * what has an effect outside must not have it again.
   */
  readonly replay: boolean;
}

export type EventHandler = (event: CloudEvent, context: EventContext) => Promise<void>;

/** A handler that did not end: trying it again at once would hold its partition up once more. */
export class HandlerTooSlow extends Error {
  override readonly name = 'HandlerTooSlow';
}

/** The handlers of one group, each bounded in time. */
export class EventHandlers {
  constructor(
    private readonly handlers: ReadonlyMap<string, EventHandler>,
    /** Longest time for one event, in milliseconds. */
    readonly withinMs: number,
    /** Runs a handler as a part of the trace that the event belongs to. */
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
        running.catch(() => undefined); // nobody waits for it any longer
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
 * Ends the connection under a transaction. A rollback would not do: what the handler still sends after it would take
 * effect by itself, outside of any transaction.
 */
async function cut(tx: EntityManager): Promise<void> {
  const client = (await tx.queryRunner?.connect()) as
    { connection?: { stream?: { destroy(error: Error): void } } } | undefined;
  client?.connection?.stream?.destroy(new Error('its handler did not end in time'));
}
