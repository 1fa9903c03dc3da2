import type { DataSource } from 'typeorm';

/**
 * Rows of some tables note in `written` the transaction that wrote them. A restored row notes one of another server,
 * perhaps one still to come here: it counts as written now.
 */
export const noteRestored = (dataSource: DataSource, table: string): Promise<unknown> =>
  dataSource.query(`update ${table} set written = written where written > pg_snapshot_xmax(pg_current_snapshot())`);

/** Looks at what has been written, one at a time: callers who come while one looks share the next look. */
export class SharedLook {
  private looking: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;

  constructor(private readonly look: () => Promise<void>) {}

  now(): Promise<void> {
    this.next ??= this.looking.then(() => {
      this.next = undefined;
      const look = this.look();
      this.looking = look.catch(() => undefined);
      return look;
    });
    return this.next;
  }
}
