import type { Recipe } from '../recipe.js';

export default {
  aim: { files: 2, lines: 20 },
  edits: [
    {
      file: 'apps/network/src/membership-application/count-applications.ts',
      lines: `import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Job, type JobHandler } from '#jobs';

/** Tells the log every Monday how many applications there are. */
@Job({ kind: 'application.count', every: '0 8 * * 1', zone: 'Europe/Brussels', retry: '1m,10m' })
@Injectable()
export class CountApplications implements JobHandler<null> {
  private readonly log = new Logger(CountApplications.name);

  constructor(private readonly dataSource: DataSource) {}

  async run(): Promise<void> {
    const [row] = await this.dataSource.query<{ n: number }[]>('select count(*)::int as n from membership_application');
    this.log.log({ event: 'applications.counted', count: row?.n });
  }
}`,
    },
    {
      file: 'apps/network/src/membership-application/membership-application.module.ts',
      after: `import { DecideApplicationHandler }`,
      lines: `import { CountApplications } from './count-applications.js';`,
    },
    {
      file: 'apps/network/src/membership-application/membership-application.module.ts',
      after: `    DecideApplicationHandler,`,
      lines: `    CountApplications,`,
    },
  ],
} satisfies Recipe;
