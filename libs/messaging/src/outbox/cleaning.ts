import type { DataSource } from 'typeorm';

/** Rows removed at once: a few milliseconds, during which new rows wait. */
const BATCH = 500;
/** Pause after everything old is gone, in milliseconds. */
const PAUSE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Sent rows are kept for a day, for whoever examines what was sent. */
const OUTBOX_MS = DAY_MS;
/** An event that arrives again later than this is still dropped, by the number of its stream. */
const INBOX_MS = 7 * DAY_MS;

/** Removes rows that outbox and inbox no longer need, a few at a time. */
export class Cleaning {
  private nextAt = 0;

  constructor(private readonly dataSource: DataSource) {}

  /** Removes one batch when it is time. True: there is more, and the next batch may follow at once. */
  async step(): Promise<boolean> {
    if (performance.now() < this.nextAt) return false;
    const isMore = (await this.cleanOutbox()) || (await this.cleanInbox());
    if (!isMore) this.nextAt = performance.now() + PAUSE_MS;
    return isMore;
  }

  private async cleanOutbox(): Promise<boolean> {
    const [, removed] = await this.dataSource.query<[unknown[], number]>(
      `delete from outbox where event_id = any(array(
         select event_id from outbox where published_at < $1 order by published_at limit $2 for update skip locked))`,
      [new Date(Date.now() - OUTBOX_MS), BATCH],
    );
    return removed === BATCH;
  }

  /** Ids of events contain their time, and the key of the table begins with the group, so no further index is needed. */
  private async cleanInbox(): Promise<boolean> {
    const groups = await this.dataSource.query<{ name: string }[]>(
      // Looks up the next name each time, instead of reading the whole table for a few names.
      `with recursive known(name) as (
         (select consumer_group from inbox order by consumer_group limit 1)
         union all
         select (select consumer_group from inbox where consumer_group > name order by consumer_group limit 1)
           from known where name is not null
       )
       select name from known where name is not null`,
    );
    for (const { name } of groups) {
      const [, removed] = await this.dataSource.query<[unknown[], number]>(
        `delete from inbox where consumer_group = $1 and event_id = any(array(
           select event_id from inbox where consumer_group = $1 and event_id < $2
            order by event_id limit $3 for update skip locked))`,
        [name, firstIdOf(Date.now() - INBOX_MS), BATCH],
      );
      if (removed === BATCH) return true;
    }
    return false;
  }
}

/** The lowest UUIDv7 of this time: its first 48 bits are the milliseconds since 1970. */
function firstIdOf(time: number): string {
  const hex = Math.trunc(time).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
