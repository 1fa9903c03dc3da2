import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock } from '#database';
import { Job, type JobHandler } from '#jobs';
import { DataSubjects } from './data-subjects.js';
import { summed } from './erase.js';
import type { PlaceCount } from './personal-records.js';

/** For how many years personal data are kept after the last update of the record they belong to. */
export const RETENTION_YEARS = Symbol('years of retention');

/** Once a day removes the personal data whose retention has ended, and reports them. */
@Job({ kind: 'retention', every: '0 2 * * *', zone: 'UTC', retry: '1m,10m,1h' })
@Injectable()
export class Retention implements JobHandler<null> {
  private readonly log = new Logger(Retention.name);

  constructor(
    private readonly subjects: DataSubjects,
    @Inject(RETENTION_YEARS) private readonly years: number,
    private readonly clock: Clock,
  ) {}

  /** Removes all that is due now. */
  async run(): Promise<PlaceCount[]> {
    const before = new Date(this.clock.now());
    before.setUTCFullYear(before.getUTCFullYear() - this.years);
    const removed: PlaceCount[] = [];
    for (let some = await this.subjects.expire(before); some.length > 0; some = await this.subjects.expire(before)) {
      removed.push(...some);
    }
    const places = summed(removed);
    if (places.length > 0) {
      await this.subjects.tellExpired(places);
      this.log.log({ event: 'retention.erased', before: before.toISOString(), places });
    }
    return places;
  }
}
