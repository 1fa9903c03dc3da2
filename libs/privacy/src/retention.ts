import {
  Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap,
} from '@nestjs/common'; // prettier-ignore
import { BackgroundWork } from '#background';
import { Clock } from '#database';
import { DataSubjects } from './data-subjects.js';
import { summed } from './erase.js';
import type { PlaceCount } from './personal-records.js';

/** For how many years personal data are kept after the last update of what they belong to. */
export const RETENTION_YEARS = Symbol('years of retention');

const EVERY_MS = 24 * 60 * 60 * 1_000;

/** Once a day, and at the start, removes the personal data that were kept long enough, and reports what that was. */
@Injectable()
export class Retention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(Retention.name);
  private readonly work = new BackgroundWork({ name: 'Retention', pollMs: EVERY_MS, turn: () => this.turn() });

  constructor(
    private readonly subjects: DataSubjects,
    @Inject(RETENTION_YEARS) private readonly years: number,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.work.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.work.stop();
  }

  /** Removes all that is due now. Instances may do so at once: each row goes once. */
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

  private async turn(): Promise<undefined> {
    await this.run();
    return undefined;
  }
}
