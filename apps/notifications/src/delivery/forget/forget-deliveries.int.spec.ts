import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import { JobRunner } from '#jobs';
import { eventually } from '#testing';
import { practiceEvent } from '../../../test/practice-event.js';
import { startSubscribers, type Subscribers } from '../../../test/subscribers.js';

describe('the log of deliveries', () => {
  let city: Subscribers;
  beforeAll(async () => {
    city = await startSubscribers({ LRA_RETRY_SCHEDULE: '1d', LRA_DELIVERY_LOG_DAYS: '30' });
  });
  afterAll(() => city.close());

  const untilTried = (id: string) =>
    eventually(async () => {
      const rows = await city.deliveries(id);
      return rows.length > 0 && rows.every(({ attempts }) => attempts.length > 0) && rows;
    });
  const runForget = async () => {
    await city.app.dataSource.query(`update job_schedule set next_at = now() where kind = 'delivery.forget'`);
    city.app.app.get(JobRunner).wake(); // it does not see that the time has come
  };
  const ago = (days: number) => new Date(Date.now() - days * 24 * 3_600_000);

  it('shows the owner the first 2 kB of each answer, whatever bytes it has, for a week', async () => {
    const { id } = await city.active('/answers');
    const answer = `\0 no${'x'.repeat(3_000)}`;
    city.receiver.answer(({ path }) => (path === '/answers' ? { status: 500, body: answer } : undefined));
    await city.publish(practiceEvent(newId(), 1), practiceEvent(newId(), 1));
    const rows = await untilTried(id);
    const [old, recent] = rows as [(typeof rows)[0], (typeof rows)[0]];
    expect(recent.attempts[0]!.response).toMatch(/^\ufffd nox+$/);
    expect(Buffer.byteLength(recent.attempts[0]!.response!)).toBe(2_000);
    await city.app.dataSource.query('update delivery_attempt set at = $2 where delivery_id = $1', [old.id, ago(8)]);
    await runForget();
    const responses = await eventually(async () => {
      const [first, second] = await city.deliveries(id);
      return first!.attempts[0]!.response === null && [first, second].map((row) => row!.attempts[0]!.response);
    });
    expect(responses).toEqual([null, recent.attempts[0]!.response]);
  });

  it('forgets what has ended long ago, and its event, but never what still waits', async () => {
    const { id } = await city.active('/log');
    city.receiver.answer(({ path, body }) =>
      path === '/log' && body.subject === waiting ? { status: 500 } : undefined,
    );
    const [waiting, old, recent] = [newId(), newId(), newId()];
    const events = [waiting, old, recent].map((subject) => practiceEvent(subject, 1, { countries: ['FI'] }));
    await city.publish(...events);
    await untilTried(id);
    const query = (sql: string, ...values: unknown[]) => city.app.dataSource.query(sql, values);
    await query('delete from subscription where id <> $1', id);
    await query('update event set received_at = $2 where subject = any($1)', [waiting, old], ago(31));
    await query('update delivery set created_at = $2 where subject = any($1)', [waiting, old], ago(31));
    await query('update delivery set settled_at = $2 where subject = $1', old, ago(31));
    await runForget();
    const subjectsOf = async (table: 'event' | 'delivery') =>
      (await query(`select subject from ${table} where subject = any($1)`, [waiting, old, recent])).map(
        ({ subject }: { subject: string }) => subject,
      );
    await eventually(async () => !(await subjectsOf('event')).includes(old));
    for (const table of ['event', 'delivery'] as const) {
      expect((await subjectsOf(table)).sort()).toEqual([waiting, recent].sort());
    }
  });
});
