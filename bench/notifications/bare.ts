import type pg from 'pg';
import { Webhook } from 'standardwebhooks';
import { type Agent, request } from 'undici';

/** Messages on their way at once. */
export const AT_ONCE = 50;

export interface BareMessage {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  readonly body: string;
}

/** Posts signed messages. @throws Error when one is not */
export async function postAll(messages: readonly BareMessage[], agent: Agent): Promise<void> {
  let next = 0;
  const post = async () => {
    while (next < messages.length) {
      const { id, url, secret, body } = messages[next++]!;
      const at = new Date();
      const answer = await request(url, {
        dispatcher: agent,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
          'webhook-signature': new Webhook(secret).sign(id, at, body),
        },
        body,
      });
      await answer.body.dump();
      if (answer.statusCode !== 200) throw new Error(`The receiver answered ${answer.statusCode}.`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, post));
}

/** What one would write first: claims a hundred rows, posts them, and marks them. Returns how many there were. */
export async function postRows(client: pg.Client, agent: Agent): Promise<number> {
  let count = 0;
  for (;;) {
    const { rows } = await client.query<BareMessage & { delivery: string }>(
      `update delivery d set claimed_until = now() + interval '15 s'
         from subscription s, event e
        where d.id in (select id from delivery where state = 'pending' and claimed_until is null limit 100 for update skip locked)
          and s.id = d.subscription_id and e.id = d.event_id
        returning d.id as delivery, e.id, s.url, s.secret, e.body`,
    );
    if (rows.length === 0) return count;
    await postAll(rows, agent);
    await client.query(
      `update delivery set state = 'delivered', delivered_at = now(), attempts = 1, claimed_until = null where id = any($1)`,
      [rows.map(({ delivery }) => delivery)],
    );
    count += rows.length;
  }
}
