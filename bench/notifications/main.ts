import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { Agent } from 'undici';
import { createApp } from '#app';
import { readSettings } from '#config';
import { newId, setUpAppDatabase } from '#database';
import { IdentityVerifier } from '#identity';
import { InProcessTransport } from '#messaging';
import { eventually } from '#testing';
import { DeliveryRepository } from '../../apps/notifications/src/delivery/delivery.repository.js';
import { notificationsApp } from '../../apps/notifications/src/notifications.app.js';
import { newWebhookSecret } from '../../apps/notifications/src/webhook/webhook-sender.js';
import { practiceEvent, practiceMessage } from '../../apps/notifications/test/practice-event.js';
import { benchmark, report, type Ground } from '../frame.js';
import { percentile } from '../results-file.js';
import { onServer, startSide } from '../side-processes.js';
import { postAll, postRows, type BareMessage } from './bare.js';
import { asMarkdown, type Results } from './results.js';

interface Sizes {
  /** Deliveries of the bare sides, and of each part of ours. */
  readonly part: number;
  readonly sustained: number;
  readonly evenSeconds: number;
  readonly subscriptions: number;
}

const full: Sizes = { part: 20_000, sustained: 200_000, evenSeconds: 30, subscriptions: 100_000 };
/** A quick run that shows that the benchmark works; its numbers mean nothing. */
const quick: Sizes = { part: 1_000, sustained: 3_000, evenSeconds: 3, subscriptions: 2_000 };

/** Receivers, each of a party and at a host of its own. */
const RECEIVERS = 20;
const EVENTS_A_SECOND = 100;
const MATCHING = 100;
const FOUND_TIMES = 20;

/** `npm run bench:notifications`: the same signed messages by undici alone, from rows a hundred at a time, and by the app. */
benchmark('bench:notifications', async (isQuick, ground) => asMarkdown(await run(isQuick ? quick : full, ground)));

async function run(sizes: Sizes, { machine, folder, postgres, ends }: Ground): Promise<Results> {
  const database = await setUpAppDatabase(postgres.url, 'notifications');
  const receiver = await startSide(new URL('./receiver-process.js', import.meta.url), {
    name: 'bare', databaseUrl: postgres.url, env: {},
  }); // prettier-ignore
  ends.push(() => receiver.end());
  const { port } = new URL(receiver.url);
  const hosts = Array.from({ length: RECEIVERS }, (_, n) => `127.0.0.${n + 1}:${port}`);
  const transport = new InProcessTransport();
  const { app } = await createApp(notificationsApp, {
    settings: readSettings({ LRA_DATA_DIR: folder, LRA_WEBHOOK_ALLOW: hosts.join(','), LRA_WEBHOOK_RATE: '10000' }),
    database,
    transport,
    identity: new IdentityVerifier(() => 'http://127.0.0.1:9'),
    urlOf: () => 'http://127.0.0.1:9',
  });
  ends.push(() => app.close());
  transport.start();
  const dataSource = app.get(DataSource);
  const deliveries = app.get(DeliveryRepository, { strict: false });

  const subscribe = (count: number, filter: string, path: string, state: string) =>
    dataSource.query(
      `insert into subscription (id, owner, party, state, url, host, secret, countries, themes, text, steps, frequency, created_at)
       select gen_random_uuid(), 'p' || n, 'p' || n, $4, 'http://' || host || $3, host, $5, ${filter}, false, 'immediate', now()
         from generate_series(1, $1::integer) as n, lateral (select ($2::text[])[1 + n % cardinality($2::text[])] as host) as at`,
      [count, hosts, path, state, newWebhookSecret()],
    );
  const setAll = (state: string) => dataSource.query('update subscription set state = $1', [state]);
  const forget = () => dataSource.query('truncate subscription, event cascade');
  const ofState = async (state: string) =>
    (await dataSource.query<[{ n: number }]>('select count(*)::int as n from delivery where state = $1', [state]))[0].n;
  const untilNoneWaits = () =>
    eventually(async () => {
      const pending = `select exists (select from delivery where state = 'pending') as some`;
      return !(await dataSource.query<[{ some: boolean }]>(pending))[0].some;
    }, 600_000);
  /** Events about different practices for all receivers, as the consumer keeps them. */
  const fill = async (count: number) => {
    await dataSource.query('truncate event cascade');
    await setAll('paused');
    await dataSource.transaction(async (tx) => {
      for (let n = 0; n < count / RECEIVERS; n += 1) await deliveries.keep(tx, practiceEvent(newId(), 1), new Date());
    });
    await dataSource.query('vacuum analyze delivery');
  };
  await subscribe(RECEIVERS, 'null, null, null', '/', 'paused');

  report('bare loop');
  await fill(sizes.part);
  const agent = new Agent();
  const messages = await dataSource.query<BareMessage[]>(
    'select e.id, s.url, s.secret, e.body from delivery d join subscription s on s.id = d.subscription_id join event e on e.id = d.event_id',
  );
  const bare = await rateOf(() => postAll(messages, agent).then(() => messages.length));

  report('rows, a hundred at a time');
  const rows = await onServer(database.url, async (client) => {
    await client.query(`set search_path to ${database.schema}`);
    return rateOf(() => postRows(client, agent));
  });
  await agent.close();

  report(`ours, ${sizes.sustained} deliveries`);
  let seconds = 0;
  const memory: number[] = [];
  for (let done = 0; done < sizes.sustained; done += sizes.part) {
    await fill(sizes.part);
    const begun = performance.now();
    await setAll('active');
    await untilNoneWaits();
    seconds += (performance.now() - begun) / 1000;
    const delivered = await ofState('delivered');
    if (delivered !== sizes.part) throw new Error(`Only ${delivered} of ${sizes.part} were delivered.`);
    memory.push(process.memoryUsage().rss);
  }
  const ours = (memory.length * sizes.part) / seconds;

  report('publish to receipt');
  await forget();
  await subscribe(1, 'null, null, null', '/timed', 'active');
  const published = new Map<string, number>();
  const begun = performance.now();
  for (let n = 0; n < sizes.evenSeconds * EVENTS_A_SECOND; n += 1) {
    await pause(begun + (n * 1000) / EVENTS_A_SECOND - performance.now());
    const event = practiceEvent(newId(), 1);
    published.set(event.id, performance.timeOrigin + performance.now());
    void transport.publish([practiceMessage(event)]);
  }
  await eventually(async () => (await ofState('pending')) + (await ofState('delivered')) === published.size);
  await untilNoneWaits();
  const received = (await (await fetch(receiver.url)).json()) as Record<string, number>;
  const receipt = [...published].map(([id, at]) => received[id]! - at);

  report(`one event against ${sizes.subscriptions} subscriptions`);
  await forget();
  await subscribe(
    sizes.subscriptions - MATCHING,
    `'{PL,SE}', array['t' || n], case when n % 2 = 0 then 'course ' || n end`,
    '/',
    'paused',
  );
  await subscribe(MATCHING, `'{PL}', '{housing}', null`, '/', 'paused'); // prettier-ignore
  await dataSource.query('vacuum analyze subscription');
  const found: number[] = [];
  for (let n = 0; n < FOUND_TIMES; n += 1) {
    const event = practiceEvent(newId(), 1, { countries: ['PL'], themes: ['housing'] });
    const before = performance.now();
    await dataSource.transaction((tx) => deliveries.keep(tx, event, new Date()));
    found.push(performance.now() - before);
  }
  const matched = (await ofState('pending')) / FOUND_TIMES;
  if (matched !== MATCHING) throw new Error(`${matched} subscriptions were found instead of ${MATCHING}.`);

  return {
    machine,
    ...sizes,
    rates: { bare, rows, ours },
    receipt: { p50: percentile(receipt, 50), p99: percentile(receipt, 99) },
    found: { p50: percentile(found, 50), most: Math.max(...found) },
    memory: { begin: memory[0]!, end: memory.at(-1)! },
  };
}

/** How many a second. */
async function rateOf(work: () => Promise<number>): Promise<number> {
  const begun = performance.now();
  const count = await work();
  return count / ((performance.now() - begun) / 1000);
}
