import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import { eventually } from '#testing';
import { practiceEvent } from '../../../test/practice-event.js';
import { verified } from '../../../test/receiver.js';
import { startSubscribers, type Subscribers } from '../../../test/subscribers.js';

describe('a rotation of the secret', () => {
  let city: Subscribers;
  beforeAll(async () => {
    city = await startSubscribers({});
  });
  afterAll(() => city.close());

  const nextAt = async (path: string) => {
    const received = () => city.receiver.events.filter((event) => event.path === path);
    const before = received().length;
    await city.publish(practiceEvent(newId(), 1));
    await eventually(() => received().length > before);
    return received().at(-1)!;
  };

  it('leaves no gap: for a day every message is valid with both secrets, then the former one is erased', async () => {
    const { id, secret: first } = await city.active('/rotated');
    const answer = await city.call('POST', `/v1/subscriptions/${id}/rotation`);
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'cache-control': 'no-store' },
      body: { secret: expect.stringMatching(/^whsec_/) },
    });
    const second = answer.body.secret as string;
    const signedByBoth = await nextAt('/rotated');
    expect(signedByBoth.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/);
    for (const secret of [first, second]) expect(verified(secret, signedByBoth)).toMatchObject({ specversion: '1.0' });

    await city.app.dataSource.query(
      `update subscription set former_secret_until = now() - interval '1 second' where id = $1`,
      [id],
    );
    const signedByOne = await nextAt('/rotated');
    expect(verified(second, signedByOne)).toMatchObject({ specversion: '1.0' });
    expect(() => verified(first, signedByOne)).toThrow('No matching signature');

    await city.app.dataSource.query(`update job set due_at = now() where kind = 'subscription.former-secret'`);
    await eventually(async () => {
      const [row] = await city.app.dataSource.query('select former_secret from subscription where id = $1', [id]);
      return row.former_secret === null;
    });
  });

  it('shows the secret once, and to nobody else', async () => {
    const { id } = await city.active('/shown-once');
    const stranger = { id: newId(), roles: ['member-editor' as const], memberId: newId() };
    expect((await city.call('POST', `/v1/subscriptions/${id}/rotation`, undefined, stranger)).status).toBe(404);
    const { body } = await city.call('POST', `/v1/subscriptions/${id}/rotation`);
    const view = await city.call('GET', `/v1/subscriptions/${id}`);
    expect(JSON.stringify(view.body)).not.toContain(body.secret);
    expect(JSON.stringify(view.body)).not.toContain('ecret');
  });
});
