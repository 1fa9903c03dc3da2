import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { Clock } from '#database';
import { JobRunner } from '#jobs';
import { eventually, testApp, type TestApp } from '#testing';
import { networkApp } from '../../../apps/network/src/network.app.js';

class TestClock extends Clock {
  at = new Date('2027-01-03T12:00:00Z');
  override now = () => this.at;
}

const clock = new TestClock();
const told: unknown[] = [];
let app: TestApp;
beforeAll(async () => {
  app = await testApp(networkApp, { clock });
  const log = (message: unknown) => told.push(message);
  Logger.overrideLogger({ log, warn: log, error: log });
});
afterAll(() => app.close());

it('a job that was scheduled runs when the clock says so, in its zone, and once', async () => {
  const counted = () => told.filter((one) => (one as { event?: string }).event === 'applications.counted');
  for (const [at, times] of [['2027-01-04T07:00:00Z', 1], ['2027-01-10T12:00:00Z', 1], ['2027-01-11T07:00:00Z', 2]] as const) {
    clock.at = new Date(at);
    app.app.get(JobRunner).wake();
    await eventually(() => counted().length === times);
    await eventually(async () => (await app.dataSource.query(`select 1 from job where kind = 'application.count'`)).length === 0); // prettier-ignore
  }
  expect(counted()).toEqual([1, 2].map(() => ({ event: 'applications.counted', count: 0 })));
}); // prettier-ignore
