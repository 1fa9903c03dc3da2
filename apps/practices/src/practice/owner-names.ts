import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { memberEvents, type DataOf, type memberApproved } from '#contracts';
import { Again, Job, Jobs, type JobHandler, type JobRun } from '#jobs';
import { ReactsTo, type Happening } from '#messaging';
import { PracticeRows } from './practice.rows.js';
import { lockOfNames, storePublic } from './public-practices.js';

/** Practices written together. */
const BATCH = 200;

/**
 * Writes the public answers of a member's practices anew when the member becomes known or has another name: the first
 * ones in the transaction that stores the name, any others batch by batch in a job.
 */
@Job({ kind: 'practice.owner-names', retry: '1m,10m', endless: true })
@Injectable()
export class OwnerNames implements JobHandler<{ readonly memberId: string }> {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: Jobs,
  ) {}

  @ReactsTo(...memberEvents)
  async follow(tx: EntityManager, events: readonly Happening<DataOf<typeof memberApproved>>[]): Promise<void> {
    for (const { data } of events) {
      await this.renewSome(tx, data.id);
      // After the locks on practices, as whoever stores an answer does. Then all that was stored with the former name
      // is committed, and who comes later reads the new one.
      await tx.query(`select ${lockOfNames('')} from (select $1::text as id) as one`, [data.id]);
      if ((await formerlyNamed(tx, data.id, 1)).length > 0)
        await this.jobs.put(tx, OwnerNames, { memberId: data.id }, { key: data.id });
    }
  }

  async run({ data: { memberId } }: JobRun<{ readonly memberId: string }>): Promise<Again | undefined> {
    const renewed = await this.dataSource.transaction((tx) => this.renewSome(tx, memberId));
    return renewed === BATCH ? new Again() : undefined;
  }

  private async renewSome(tx: EntityManager, memberId: string): Promise<number> {
    const ids = await formerlyNamed(tx, memberId, BATCH);
    if (ids.length === 0) return 0;
    await tx.query('select from practice where id = any($1) order by id for update', [ids]);
    await storePublic(tx, await new PracticeRows(this.dataSource).load(tx, ids));
    return ids.length;
  }
}

/** Practices of a member whose public answer states another name than the member has. */
async function formerlyNamed(tx: EntityManager, memberId: string, most: number): Promise<string[]> {
  const rows = await tx.query<{ id: string }[]>(
    `select f.practice_id as id from public_practice f join member m on m.id = f.owner_member_id
      where f.owner_member_id = $1 and f.owner_name is distinct from m.name order by f.practice_id limit $2`,
    [memberId, most],
  );
  return rows.map(({ id }) => id);
}
