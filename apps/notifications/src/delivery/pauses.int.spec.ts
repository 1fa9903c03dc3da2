import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import { eventually } from '#testing';
import { practiceEvent } from '../../test/practice-event.js';
import type { Reply } from '../../test/receiver.js';
import { startSubscribers, type Subscribers } from '../../test/subscribers.js';

const HOUR_S = 3_600;

describe('the pause after a failed attempt', () => {
  let city: Subscribers;
  beforeAll(async () => {
    city = await startSubscribers({
      LRA_RETRY_SCHEDULE: '1h,1h',
      LRA_WEBHOOK_TIMEOUT: '300ms',
      LRA_WEBHOOK_PAUSES: '10ms',
    });
  });
  afterAll(() => city.close());

  /** The failed attempt, and the seconds until the next one. */
  const afterReply = async (reply: Reply) => {
    const path = `/${newId()}`;
    const { id } = await city.active(path);
    city.receiver.answer((call) => (call.path === path ? reply : undefined));
    await city.publish(practiceEvent(newId(), 1));
    const [{ attempts, nextAttemptAt }] = await eventually(async () => {
      const rows = await city.deliveries(id);
      const [row] = rows;
      return row?.attempts.length === 1 && Date.parse(row.nextAttemptAt!) > Date.now() && (rows as [typeof row]);
    });
    const seconds = (Date.parse(nextAttemptAt!) - Date.parse(attempts[0]!.at)) / 1000;
    await city.call('DELETE', `/v1/subscriptions/${id}`);
    return { ...attempts[0]!, seconds };
  };

  it.each([429, 503])('is the one that a receiver asks for with %d, unless it exceeds a day', async (status) => {
    const asked = await afterReply({ status, headers: { 'retry-after': String(5 * HOUR_S) } });
    expect(asked.seconds).toBeGreaterThanOrEqual(5 * HOUR_S);
    expect(asked.seconds).toBeLessThan(5 * HOUR_S + 60);
    const wild = await afterReply({ status, headers: { 'retry-after': '9999999999' } });
    expect(wild.seconds).toBeGreaterThanOrEqual(24 * HOUR_S);
    expect(wild.seconds).toBeLessThan(24 * HOUR_S + 60);
  });

  it.each([
    { status: 503, headers: { 'retry-after': '1' } },
    { status: 500, headers: { 'retry-after': String(10 * HOUR_S) } },
  ])('is the schedule’s, a fifth more or less, after %j', async (reply) => {
    const { seconds } = await afterReply(reply);
    expect(seconds).toBeGreaterThanOrEqual(0.8 * HOUR_S);
    expect(seconds).toBeLessThan(1.2 * HOUR_S + 60);
  });

  it('follows the attempt as soon as its time is over', async () => {
    const { error, status } = await afterReply({ status: 200, after: 1_500 });
    expect([error, status]).toEqual(['webhook.timeout', null]);
  });
});

describe('failures without a success', () => {
  let city: Subscribers;
  beforeAll(async () => {
    city = await startSubscribers({ LRA_RETRY_SCHEDULE: '50ms,50ms,50ms,50ms,50ms' });
  });
  afterAll(() => city.close());

  it('are over with the first success', async () => {
    const { id } = await city.active('/mended');
    let away = true;
    city.receiver.answer(({ path }) => (path === '/mended' && away ? { status: 500 } : undefined));
    await city.publish(practiceEvent(newId(), 1));
    const failing = await eventually(async () => {
      const { body } = await city.call('GET', `/v1/subscriptions/${id}`);
      return body.failingSince !== null && body;
    });
    expect(Date.parse(failing.failingSince)).toBeLessThanOrEqual(Date.parse(failing.lastError.at));
    away = false;
    await city.call('POST', `/v1/subscriptions/${id}/recovery`, {});
    await eventually(async () => (await city.call('GET', `/v1/subscriptions/${id}`)).body.failingSince === null);
  });

  it('disable the subscription after five days; what waits is kept for its recovery', async () => {
    const { id } = await city.active('/given-up');
    let away = true;
    city.receiver.answer(({ path }) => (path === '/given-up' && away ? { status: 500 } : undefined));
    await city.app.dataSource.query(
      `update subscription set failing_since = now() - interval '6 days', last_failed_at = now() - interval '1 day',
              failing_ms = extract(epoch from interval '4 days') * 1000 + 1000 where id = $1`,
      [id],
    );
    const subject = newId();
    await city.publish(practiceEvent(subject, 1), practiceEvent(subject, 2));
    const { lastError } = await city.untilState(id, 'failed');
    expect(lastError).toMatchObject({ code: 'webhook.http-status', detail: expect.stringContaining('five days') });
    expect((await city.deliveries(id)).map(({ state }) => state)).toEqual(['pending', 'pending']);
    away = false;
    await city.call('POST', `/v1/subscriptions/${id}/recovery`, {});
    await eventually(async () => (await city.deliveries(id)).every(({ state }) => state === 'delivered'));
  });
});
