import { setTimeout as pause } from 'node:timers/promises';
import {
  Injectable,
  Logger,
  Module,
  type DynamicModule,
  type INestApplicationContext,
  type Type,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Clock, DatabaseModule, Seek, setUpAppDatabase, UnitOfWork, type AppDatabase } from '#database';
import { MessagingTables1764000000000, Operations1764000000004 } from '#messaging';
import { AppObservability, Observability } from '#observability';
import { emptyDatabase, eventually } from '#testing';
import {
  Again,
  FailedJobs,
  Job,
  JobFailed,
  JobRunner,
  Jobs,
  JobsModule,
  JobTables1764000000040,
  type JobHandler,
  type JobRun,
} from './index.js';
import { JobRepository } from './job.repository.js';

class TestClock extends Clock {
  constructor(private at = new Date('2027-01-04T10:00:00Z')) {
    super();
  }
  override now = () => this.at;
  set(at: string | Date): void {
    this.at = new Date(at);
  }
}

/** What the jobs of a process do, and what they have done. */
@Injectable()
class Diary {
  readonly done: { kind: string; data: any; dueAt: Date; attempt: number }[] = [];
  atOnce = 0;
  mostAtOnce = 0;
  /** Does what a test wants to happen in a run. */
  act: (kind: string, job: JobRun<any>) => Promise<unknown> = () => Promise.resolve();

  async write(kind: string, job: JobRun<any>): Promise<unknown> {
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    try {
      const more = await this.act(kind, job);
      this.done.push({ kind, data: job.data, dueAt: job.dueAt, attempt: job.attempt });
      return more;
    } finally {
      this.atOnce -= 1;
    }
  }
}

@Job({ kind: 'letter', retry: '1m,10m' })
@Injectable()
class SendLetter implements JobHandler<{ to: string }> {
  constructor(private readonly diary: Diary) {}
  run(job: JobRun<{ to: string }>) {
    return this.diary.write('letter', job);
  }
}

@Job({ kind: 'row', atOnce: 4, atOncePerOwner: 1 })
@Injectable()
class TakeRow implements JobHandler<number> {
  constructor(private readonly diary: Diary) {}
  run(job: JobRun<number>) {
    return this.diary.write('row', job);
  }
}

@Job({ kind: 'errand', retry: '1m,2m', endless: true })
@Injectable()
class RunErrand implements JobHandler<null> {
  constructor(private readonly diary: Diary) {}
  run(job: JobRun<null>) {
    return this.diary.write('errand', job);
  }
}

@Job({ kind: 'reminder', every: '30 2 * * *', zone: 'Europe/Brussels' })
@Injectable()
class Remind implements JobHandler<null> {
  constructor(private readonly diary: Diary) {}
  run(job: JobRun<null>) {
    return this.diary.write('reminder', job);
  }
}

const observability = Observability.silent();

class ProcessModule {}

@Module({})
class TestModule {
  static of(database: AppDatabase, clock: Clock, jobs: readonly Type[]): DynamicModule {
    return {
      module: TestModule,
      imports: [
        {
          module: ProcessModule,
          global: true,
          providers: [
            { provide: Clock, useValue: clock },
            { provide: AppObservability, useValue: observability.of(database.app) },
          ],
          exports: [Clock, AppObservability],
        },
        DatabaseModule.forApp(database, {
          entities: [],
          migrations: [MessagingTables1764000000000, Operations1764000000004, JobTables1764000000040],
        }),
        JobsModule.forApp(database),
      ],
      providers: [Diary, ...jobs],
    };
  }
}

describe('jobs', () => {
  let database: AppDatabase;
  let drop: () => Promise<void>;
  let dataSource: DataSource;
  let clock: TestClock;
  const processes: INestApplicationContext[] = [];

  beforeAll(async () => {
    Logger.overrideLogger(false);
    const empty = await emptyDatabase();
    database = await setUpAppDatabase(empty.url, 'practices');
    drop = empty.drop;
  });
  afterAll(() => drop());
  afterEach(async () => {
    await dataSource.query('truncate job, job_schedule, operation_audit');
    for (const app of processes.splice(0)) await app.close();
  });

  /** One process of the app, with these classes of jobs. */
  const start = async (jobs: readonly Type[] = [SendLetter, TakeRow]) => {
    if (processes.length === 0) clock = new TestClock();
    const app = await NestFactory.createApplicationContext(TestModule.of(database, clock, jobs), { logger: false });
    processes.push(app);
    dataSource = app.get(DataSource);
    return { app, diary: app.get(Diary), jobs: app.get(Jobs), work: app.get(UnitOfWork), failed: app.get(FailedJobs) };
  };
  const letter = (to: string, options = {}) => {
    const app = processes[0]!;
    return app.get(UnitOfWork).run((tx) => app.get(Jobs).put(tx, SendLetter, { to }, options));
  };
  const advanceTo = (at: string) => {
    clock.set(at);
    for (const app of processes) app.get(JobRunner).wake();
  };
  const rows = () => dataSource.query<{ state: string; attempts: number; last_error: string | null; due_at: Date }[]>('select * from job order by id'); // prettier-ignore
  const isEmpty = () => eventually(async () => (await rows()).length === 0);

  describe('in the transaction of the caller', () => {
    it('runs once that has committed, and leaves nothing behind', async () => {
      const { diary } = await start();
      await letter('a');
      await isEmpty();
      expect(diary.done).toMatchObject([{ kind: 'letter', data: { to: 'a' }, attempt: 1 }]);
    });

    it('never runs when that is rolled back', async () => {
      const { diary, work, jobs } = await start();
      const rolledBack = work.run(async (tx) => {
        await jobs.put(tx, SendLetter, { to: 'nobody' });
        throw new Error('changed my mind');
      });
      await expect(rolledBack).rejects.toThrow('changed my mind');
      await letter('b');
      await isEmpty();
      expect(diary.done.map(({ data }) => data.to)).toEqual(['b']);
    });

    it('is woken at once, also in another process than the one that put it aside', async () => {
      const other = await start([]);
      const { diary } = await start();
      const began = performance.now();
      await other.work.run((tx) => other.jobs.put(tx, SendLetter, { to: 'c' }));
      await eventually(() => diary.done.length === 1);
      expect(performance.now() - began).toBeLessThan(2_000); // its poll is at 5 s
    });
  });

  describe('due at a time', () => {
    it('runs months ahead, not before', async () => {
      const { diary } = await start();
      await letter('later', { dueAt: new Date('2027-06-01T08:00:00Z') });
      advanceTo('2027-06-01T07:59:59Z');
      await letter('now');
      await eventually(() => diary.done.length === 1);
      advanceTo('2027-06-01T08:00:00Z');
      await isEmpty();
      expect(diary.done.map(({ data }) => data.to)).toEqual(['now', 'later']);
    });

    it('can be hurried, and cancelled, by its key', async () => {
      const { diary, work, jobs } = await start();
      await letter('soon', { key: 'k', dueAt: new Date('2027-06-01T08:00:00Z') });
      expect(await work.run((tx) => jobs.hurry(tx, SendLetter, 'k'))).toBe(true);
      await isEmpty();
      expect(await work.run((tx) => jobs.hurry(tx, SendLetter, 'k'))).toBe(false);
      await letter('never', { key: 'k', dueAt: new Date('2027-06-01T08:00:00Z') });
      expect(await work.run((tx) => jobs.cancel(tx, SendLetter, 'k'))).toBe(true);
      expect(await work.run((tx) => jobs.cancel(tx, SendLetter, 'k'))).toBe(false);
      advanceTo('2027-06-01T08:00:00Z');
      await letter('last');
      await isEmpty();
      expect(diary.done.map(({ data }) => data.to)).toEqual(['soon', 'last']);
    });
  });

  describe('that fails', () => {
    it('is tried again by its schedule, then left to the operator', async () => {
      const { diary, failed } = await start();
      diary.act = () => Promise.reject(new Error('secret@example.org is away'));
      await letter('d');
      for (const [attempt, next] of [
        [1, '2027-01-04T10:02:00Z'],
        [2, '2027-01-04T10:20:00Z'],
      ] as const) {
        await eventually(async () => (await rows())[0]?.state === 'later' && (await rows())[0]?.attempts === attempt);
        advanceTo(next);
      }
      await eventually(async () => (await rows())[0]?.state === 'failed');
      const [shown] = await failed.list('letter', new Seek(), 10);
      expect(shown).toMatchObject({ app: 'practices', kind: 'letter', attempts: 3, error: 'Error' });
    });

    it('for good is not tried again, and tells its code', async () => {
      const { diary, failed } = await start();
      diary.act = () => Promise.reject(new JobFailed('no-such-mailbox', true));
      await letter('e');
      await eventually(async () => (await rows())[0]?.state === 'failed');
      expect(await failed.list(undefined, new Seek(), 10)).toMatchObject([{ attempts: 1, error: 'no-such-mailbox' }]);
    });

    it('is redriven with all its attempts or discarded, and who did it is written down', async () => {
      const { diary, failed } = await start();
      diary.act = () => Promise.reject(new JobFailed('no', true));
      await letter('f', { key: 'f' });
      await letter('g', { key: 'g' });
      await letter('h', { key: 'h' });
      const shown = await eventually(async () => {
        const list = await failed.list(undefined, new Seek(), 10);
        return list.length === 3 && list;
      });
      expect(await failed.count('letter')).toBe(3);
      const [first, second, third] = shown;
      expect(await failed.list(undefined, new Seek([first!.failedAt, first!.id]), 10)).toEqual([second, third]);
      expect(await failed.list(undefined, new Seek([third!.failedAt, third!.id], 'before'), 10)).toEqual([
        second,
        first,
      ]);
      diary.act = () => Promise.resolve();
      expect(await failed.redrive(first!.id, 'operator')).toEqual({ outcome: 'queued' });
      expect(await failed.discard(second!.id, 'Sent by hand.', 'operator')).toEqual({ outcome: 'discarded' });
      const key = ['f', 'g', 'h'].find((name) => name !== 'f' && name !== 'g')!;
      await letter('newer', { key, dueAt: new Date('2027-06-01T08:00:00Z') });
      expect(await failed.redrive(third!.id, 'operator')).toEqual({ outcome: 'replaced' });
      await eventually(async () => (await rows()).length === 1);
      await expect(failed.redrive(first!.id, 'operator')).rejects.toMatchObject({ status: 404 });
      await expect(failed.discard(first!.id, 'x', 'operator')).rejects.toMatchObject({ status: 404 });
      const audits = await dataSource.query(
        'select action, principal_id, outcome, reason from operation_audit order by id',
      );
      expect(audits).toEqual([
        { action: 'redrive', principal_id: 'operator', outcome: 'queued', reason: null },
        { action: 'discard', principal_id: 'operator', outcome: 'discarded', reason: 'Sent by hand.' },
        { action: 'redrive', principal_id: 'operator', outcome: 'replaced', reason: null },
      ]);
    });
  });

  describe('of one key', () => {
    it('is replaced by a later one while it waits', async () => {
      const { diary } = await start();
      await letter('old', { key: 'k', dueAt: new Date('2027-01-05T00:00:00Z') });
      await letter('new', { key: 'k', dueAt: new Date('2027-01-04T11:00:00Z') });
      advanceTo('2027-01-06T00:00:00Z');
      await isEmpty();
      expect(diary.done.map(({ data }) => data.to)).toEqual(['new']);
    });

    it('runs beside none of its key, and one put aside meanwhile runs after it, even if the former is to be tried again', async () => {
      const { diary } = await start();
      let go: () => void = () => undefined;
      const begun = new Promise<void>((resolve) => {
        diary.act = async (_, { data }) => {
          if (data.to !== 'first') return;
          resolve();
          await new Promise<void>((end) => (go = end));
          throw new Error('tried again');
        };
      });
      await letter('first', { key: 'k' });
      await begun;
      await letter('second', { key: 'k' });
      expect((await rows()).map(({ state }) => state)).toEqual(['running', 'behind']);
      go();
      await isEmpty();
      expect(diary.done.map(({ data }) => data.to)).toEqual(['second']);
      expect(diary.mostAtOnce).toBe(1);
    });
  });

  describe('of one line', () => {
    it('run one at a time and in order over two processes, also behind one that fails and is tried again', async () => {
      const both = [await start(), await start()];
      const order: number[] = [];
      let atOnce = 0;
      let failures = 0;
      for (const { diary } of both) {
        diary.act = async (_, { data }) => {
          expect(++atOnce).toBe(1);
          await pause(1);
          atOnce -= 1;
          if (data.to === '7' && failures++ === 0) throw new Error('tried again');
          order.push(Number(data.to));
        };
      }
      const [{ work, jobs }] = both as [(typeof both)[0]];
      await work.run((tx) => jobs.putAll(tx, SendLetter, [0, 1, 2, 3, 4].map((n) => ({ data: { to: String(n) }, line: 'l' })))); // prettier-ignore
      for (let n = 5; n < 30; n += 1) await letter(String(n), { line: 'l' });
      await eventually(() => failures === 1 && order.length === 7);
      advanceTo('2027-01-04T11:00:00Z');
      await isEmpty();
      expect(order).toEqual(Array.from({ length: 30 }, (_, n) => n));
    });

    it('go on past one that has failed for good', async () => {
      const { diary } = await start();
      diary.act = (_, { data }) => (data.to === 'bad' ? Promise.reject(new JobFailed('bad', true)) : Promise.resolve());
      await letter('bad', { line: 'l' });
      await letter('good', { line: 'l' });
      await eventually(() => diary.done.length === 1);
      expect((await rows()).map(({ state }) => state)).toEqual(['failed']);
    });
  });

  it('of several owners take turns: the many of one keep nobody waiting', async () => {
    const { diary, work, jobs } = await start();
    const order: string[] = [];
    diary.act = (_, { data }) => {
      order.push(data < 1_000 ? 'many' : 'few');
      return Promise.resolve();
    };
    await work.run(async (tx) => {
      await jobs.putAll(tx, TakeRow, Array.from({ length: 200 }, (_, n) => ({ data: n, owner: 'a' })));
      await jobs.putAll(tx, TakeRow, [{ data: 1_000, owner: 'b' }, { data: 1_001, owner: 'c' }]);
    }); // prettier-ignore
    await isEmpty();
    expect(order).toHaveLength(202);
    expect(order.lastIndexOf('few')).toBeLessThan(6);
    expect(diary.mostAtOnce).toBeLessThanOrEqual(3); // one place for each owner
  });

  it('comes again as often as it says that there is more', async () => {
    const { diary } = await start();
    let runs = 0;
    diary.act = (_, { attempt }) => {
      expect(attempt).toBe(1);
      runs += 1;
      return Promise.resolve(
        runs < 3 ? new Again() : runs === 3 ? new Again(new Date('2027-01-05T00:00:00Z')) : undefined,
      );
    };
    await letter('more');
    await eventually(async () => (await rows())[0]?.state === 'later');
    expect(runs).toBe(3);
    advanceTo('2027-01-05T00:00:00Z');
    await isEmpty();
    expect(runs).toBe(4);
  });

  describe('that recurs', () => {
    it('runs at its time in its zone, once over two processes', async () => {
      const both = [await start([Remind]), await start([Remind])];
      advanceTo('2027-01-05T01:29:00Z');
      advanceTo('2027-01-05T01:30:00Z');
      const done = () => both.flatMap(({ diary }) => diary.done);
      await eventually(() => done().length > 0);
      await isEmpty();
      expect(done().map(({ dueAt }) => dueAt.toISOString())).toEqual(['2027-01-05T01:30:00.000Z']);
    });

    it('runs once after a standstill, however often it was missed', async () => {
      const { app } = await start([Remind]);
      await app.close();
      processes.length = 0;
      const later = new TestClock(new Date('2027-03-01T12:00:00Z'));
      const restarted = await NestFactory.createApplicationContext(TestModule.of(database, later, [Remind]), {
        logger: false,
      });
      processes.push(restarted);
      dataSource = restarted.get(DataSource);
      await eventually(() => restarted.get(Diary).done.length === 1);
      await isEmpty();
      const [{ next_at: nextAt }] = await dataSource.query('select next_at from job_schedule');
      expect((nextAt as Date).toISOString()).toBe('2027-03-02T01:30:00.000Z');
      expect(restarted.get(Diary).done).toHaveLength(1);
    });

    it('that fails is left to the operator until its next time, which is its next attempt', async () => {
      const { diary, failed } = await start([Remind]);
      diary.act = () => Promise.reject(new JobFailed('no', false));
      for (const day of ['05', '06']) {
        advanceTo(`2027-01-${day}T01:30:00Z`);
        await eventually(async () => {
          const [last, ...others] = await failed.list('reminder', new Seek(), 10);
          return others.length === 0 && last?.failedAt.startsWith(`2027-01-${day}`) === true;
        });
      }
      diary.act = () => Promise.resolve();
      advanceTo('2027-01-07T01:30:00Z');
      await isEmpty();
      expect(diary.done).toHaveLength(1);
    });

    it('of a class that is no more is nobody’s, and keeps nobody busy', async () => {
      const { app } = await start([Remind]);
      await dataSource.query(`insert into job_schedule values ('gone', '* * * * * UTC', '2026-01-01')`);
      expect(await app.get(JobRepository).outlook(['reminder'])).toEqual({
        ready: [],
        nextDueAt: new Date('2027-01-05T01:30:00Z'),
      });
    });

    it('is moved on in the night that lacks its hour, and runs once in the night that has it twice', async () => {
      const { diary } = await start([Remind]);
      const due = async () => {
        const [{ next_at: nextAt }] = await dataSource.query('select next_at from job_schedule');
        return (nextAt as Date).toISOString();
      };
      for (const [from, expected] of [
        ['2027-03-27T12:00:00Z', '2027-03-28T01:00:00.000Z'], // 02:30 does not exist: at the end of the gap
        ['2027-10-30T12:00:00Z', '2027-10-31T00:30:00.000Z'], // 02:30 for the first time
        ['2027-10-31T00:30:00Z', '2027-11-01T01:30:00.000Z'], // and not again
      ] as const) {
        const before = diary.done.length;
        advanceTo(from);
        await eventually(() => diary.done.length > before);
        await eventually(async () => (await due()) === expected);
      }
    });
  });

  it('that is never given up is tried with its last pause again and again', async () => {
    const { jobs, work, diary, failed } = await start([RunErrand]);
    const seen: [attempt: number, isLast: boolean][] = [];
    diary.act = (_kind, { attempt, isLast }) => {
      seen.push([attempt, isLast]);
      return attempt < 5 ? Promise.reject(new JobFailed('not-yet', false)) : Promise.resolve();
    };
    await work.run((tx) => jobs.put(tx, RunErrand, null));
    for (let n = 1; n <= 5; n += 1) {
      await eventually(() => seen.length === n);
      if (n < 5) await eventually(async () => (await rows())[0]?.state === 'later');
      const [job] = await rows();
      if (job) advanceTo(job.due_at.toISOString());
    }
    await isEmpty();
    expect(seen).toEqual([1, 2, 3, 4, 5].map((attempt) => [attempt, false]));
    expect(await failed.count(undefined)).toBe(0);
  });

  describe('of a process that was killed', () => {
    const lapse = () =>
      dataSource.query(`update job set claimed_until = now() - interval '1 second' where state = 'running'`);

    it('goes on in another', async () => {
      const { app } = await start([]);
      await letter('left');
      const [held] = await app.get(JobRepository).claim('0197c0de-0000-7000-8000-000000000000', { kind: 'letter', limit: 1, perOwner: 1, after: null }); // prettier-ignore
      expect(held).toMatchObject({ data: { to: 'left' }, attempts: 1 });
      await lapse();
      const { diary } = await start();
      await isEmpty();
      expect(diary.done).toMatchObject([{ data: { to: 'left' }, attempt: 2 }]);
      expect(await app.get(JobRepository).settle(held!, { state: 'done' }, clock.now())).toBe(false);
    });

    it('three times over is left to the operator: it may be what kills', async () => {
      const { app, failed } = await start([]);
      const repository = app.get(JobRepository);
      await letter('deadly');
      for (let n = 0; n < 3; n += 1) {
        await repository.claim('0197c0de-0000-7000-8000-000000000000', { kind: 'letter', limit: 1, perOwner: 1, after: null }); // prettier-ignore
        await lapse();
        await repository.sweep(clock.now());
      }
      expect(await failed.list(undefined, new Seek(), 10)).toMatchObject([{ error: 'process-ended', attempts: 3 }]);
    });

    it('does not stop its line', async () => {
      const { app } = await start([]);
      const repository = app.get(JobRepository);
      await letter('first', { line: 'l' });
      await letter('second', { line: 'l' });
      await repository.claim('0197c0de-0000-7000-8000-000000000000', { kind: 'letter', limit: 5, perOwner: 5, after: null }); // prettier-ignore
      await dataSource.query(`delete from job where state = 'running'`); // done, and killed before it let the next one go
      await repository.sweep(clock.now());
      expect((await rows()).map(({ state }) => state)).toEqual(['ready']);
    });
  });

  it('ends what is in hand when its process stops, and begins nothing new', async () => {
    const { app, diary } = await start();
    let begun = 0;
    diary.act = async () => {
      begun += 1;
      await pause(50);
    };
    for (let n = 0; n < 8; n += 1) await letter(String(n));
    await eventually(() => begun > 0);
    await app.close();
    expect(diary.done).toHaveLength(begun);
    processes.length = 0;
    const next = await start();
    await isEmpty();
    expect(begun + next.diary.done.length).toBe(8);
  });

  it('is counted in metrics, by kind and state, and its runs by outcome', async () => {
    const { diary } = await start();
    await letter('done');
    await isEmpty();
    diary.act = () => Promise.reject(new JobFailed('no', true));
    await letter('failed');
    await letter('later', { dueAt: new Date('2028-01-01T00:00:00Z') });
    const told = [
      /lra_jobs\{(?=.*app="practices")(?=.*kind="letter")(?=.*state="failed").*\} 1\n/,
      /lra_jobs\{(?=.*app="practices")(?=.*kind="letter")(?=.*state="later").*\} 1\n/,
      /lra_job_runs_total\{(?=.*kind="letter")(?=.*outcome="done").*\} [1-9]/,
      /lra_job_runs_total\{(?=.*kind="letter")(?=.*outcome="failed").*\} [1-9]/,
    ];
    await eventually(async () => {
      const text = await observability.metrics.scrape();
      return told.every((line) => line.test(text));
    });
  });
});
