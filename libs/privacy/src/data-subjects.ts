import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock, newId, type Seek, UnitOfWork } from '#database';
import { Outbox } from '#messaging';
import { erasePerson, report, type ErasureReport } from './erase.js';
import {
  nobody,
  PERSONAL_RECORDS,
  type Doing,
  type Found,
  type PersonalRecords,
  type PlaceCount,
} from './personal-records.js';
import { addressOf } from './subject.js';
import { findTraces } from './traces.js';

/** The folder with the app's files. */
export const FILES_DIR = Symbol('folder of the files of the app');

/** What one app knows of a person. */
export interface Discovery {
  readonly names: readonly string[];
  readonly keys: readonly string[];
  readonly places: readonly Found[];
}

/** What this app keeps of persons, and how it is erased. */
@Injectable()
export class DataSubjects {
  constructor(
    private readonly work: UnitOfWork,
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    @Inject(PERSONAL_RECORDS) private readonly records: PersonalRecords | undefined,
    @Inject(FILES_DIR) private readonly dataDir: string,
  ) {}

  /** Everything about an address, and about names that are stored with it here or are given. */
  search(email: string, given: readonly string[]): Promise<Discovery> {
    return this.dataSource.transaction(async (tx) => {
      const address = addressOf(email);
      const known = (await this.records?.find(tx, address, this.dataDir)) ?? nobody;
      const names = [...new Set([...given, ...known.names])];
      const places = [...known.places, ...(await findTraces(tx, { email: address, names }, this.records?.names))];
      return { names, keys: known.keys, places };
    });
  }

  /** @param names all names to erase from texts; a search before finds those stored with the address here */
  erase(email: string, names: readonly string[], by: string): Promise<PlaceCount[]> {
    return this.work.run(async (tx) => {
      const address = addressOf(email);
      const known = (await this.records?.find(tx, address, this.dataDir)) ?? nobody;
      const person = { email: address, names, keys: known.keys };
      return erasePerson(tx, this.records, person, this.doing(by));
    });
  }

  /** Removes some data whose retention has ended. Returns nothing when there is no more. */
  expire(before: Date): Promise<PlaceCount[]> {
    return this.work.run(async (tx) => {
      await tx.query(`select set_config('lra.erasing', 'on', true)`);
      return (await this.records?.expire(tx, before, this.doing('retention'))) ?? [];
    });
  }

  /** Reports what the retention has removed. */
  tellExpired(places: readonly PlaceCount[]): Promise<void> {
    const by = 'retention';
    return report(this.dataSource.manager, { id: newId(), at: this.clock.now(), cause: by, by, places });
  }

  /** Reports of a page, the newest first; one more than the limit shows that others follow. */
  reports(seek: Seek, limit: number): Promise<ErasureReport[]> {
    const { where, orderBy, values } = seek.sql({ at: 'timestamptz', id: 'uuid' }, 1, 'desc');
    return this.dataSource.query<ErasureReport[]>(
      `select id, at, cause, by, places from erasure_report where ${where} order by ${orderBy} limit $3`,
      [...values, limit + 1],
    );
  }

  async countReports(): Promise<number> {
    const [row] = await this.dataSource.query<{ n: number }[]>('select count(*)::integer as n from erasure_report');
    return row?.n ?? 0;
  }

  private doing(by: string): Doing {
    return { by, at: this.clock.now(), outbox: this.outbox, dataDir: this.dataDir };
  }
}
