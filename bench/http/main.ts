import { join } from 'node:path';
import { IDENTITY_HEADER, IdentitySigner, newIdentityKey, type Principal } from '#identity';
import { benchmark, mean, report, type Ground } from '../frame.js';
import { freePort, onServer, startSide } from '../side-processes.js';
import { bareTables } from './bare.js';
import { load, type Call, type Measured, type Target } from './load.js';
import { addresses } from './ours.js';
import { asMarkdown, callNames, targetNames, type CallName, type Results, type TargetName } from './results.js';
import { sheet } from './sheet.js';
import type { Order } from './side.js';
import { fillNetwork, Network, type Answered } from './network.js';

interface Sizes {
  readonly practices: number;
  readonly warmUpSeconds: number;
  /** For one round; each result covers all rounds. */
  readonly seconds: number;
  readonly rounds: number;
}

const full: Sizes = { practices: 1_000, warmUpSeconds: 2, seconds: 4, rounds: 3 };
/** A quick run that shows that the benchmark works; its numbers mean nothing. */
const quick: Sizes = { practices: 40, warmUpSeconds: 0.2, seconds: 0.5, rounds: 1 };

/** `npm run bench:http`: the same requests to a bare program, to the practices app, to it through the gateway, and to the whole system in one process. */
benchmark('bench:http', async (isQuick, ground) => asMarkdown(await run(isQuick ? quick : full, ground)));

/** Registers in `ends` everything that it starts. */
async function run(sizes: Sizes, { machine, folder, postgres, ends }: Ground): Promise<Results> {
  const bareUrl = Object.assign(new URL(postgres.url), { pathname: '/bare' });
  await onServer(postgres.url, (server) => server.query('create database bare'));
  await onServer(bareUrl.href, (server) => server.query(bareTables));

  const identityKey = await newIdentityKey();
  const ports = { gateway: await freePort(), practices: await freePort() };
  const admin = { LRA_ADMIN_CLIENT_ID: 'bench', LRA_ADMIN_CLIENT_SECRET: 'bench-secret-0123456789' };
  const env = {
    ...addresses(ports), ...admin, LRA_IDENTITY_KEY: identityKey, LRA_LOG_DIR: join(folder, 'logs'),
    LRA_RATE_LIMIT: '999999999', LRA_DATA_DIR: folder,
  }; // prettier-ignore
  const start = async (order: Order) => {
    const side = await startSide(new URL('./side-process.js', import.meta.url), order);
    ends.push(side.end);
    return side.url;
  };
  report('starting the four programs');
  const gateway = await start({
    name: 'gateway',
    databaseUrl: postgres.url,
    env: { ...env, PORT: String(ports.gateway) },
  });
  const app = await start({
    name: 'practices',
    databaseUrl: postgres.url,
    env: { ...env, PORT: String(ports.practices) },
  });
  const bare = await start({ name: 'bare', databaseUrl: bareUrl.href, env: {} });

  const whole = await start({
    name: 'whole',
    databaseUrl: '',
    env: {
      ...admin,
      LRA_RATE_LIMIT: '999999999',
      LRA_DATA_DIR: join(folder, 'whole'),
      PORT: String(await freePort()),
      LRA_METRICS_PORT: String(await freePort()),
    },
  });

  report(`filling them with ${sizes.practices} practices`);
  const network = await Network.signIn(gateway, admin.LRA_ADMIN_CLIENT_ID, admin.LRA_ADMIN_CLIENT_SECRET);
  const practices = await fillNetwork(network, sizes.practices);
  const wholeNetwork = await Network.signIn(whole, admin.LRA_ADMIN_CLIENT_ID, admin.LRA_ADMIN_CLIENT_SECRET);
  const wholePractices = await fillNetwork(wholeNetwork, sizes.practices);
  // All have been published once, so all have the same tag.
  const etag = await network.tagOf(practices[0]!);
  await onServer(bareUrl.href, (server) =>
    server.query(
      `insert into practice (id, published_at, etag, body)
       select (body ->> 'id')::uuid, (body ->> 'publishedAt')::timestamptz, $2, body from unnest($1::jsonb[]) as body`,
      [practices.map((practice) => JSON.stringify(practice)), etag],
    ),
  );
  await onServer(postgres.url, (server) => server.query('vacuum analyze'));
  await onServer(bareUrl.href, (server) => server.query('vacuum analyze'));

  const signer = await IdentitySigner.fromKey(identityKey);
  const targets: Record<TargetName, Target> = {
    bare: { url: bare, credential: () => Promise.resolve({}) },
    app: { url: app, credential: async () => ({ [IDENTITY_HEADER]: await signer.sign(secretariat) }) },
    gateway: { url: gateway, credential: () => Promise.resolve({ authorization: `Bearer ${network.token}` }) },
    whole: { url: whole, credential: () => Promise.resolve({ authorization: `Bearer ${wholeNetwork.token}` }) },
  };
  const callsOn = (known: readonly Answered[]): Record<CallName, Call> => {
    const get = {
      method: 'GET',
      path: (n: number) => `/v1/practices/${known[n % known.length]!.id}`,
      isPublic: true,
    } as const;
    return {
      get: { ...get, status: 200 },
      known: { ...get, headers: { 'if-none-match': etag }, status: 304 },
      list: { method: 'GET', path: () => '/v1/practices', isPublic: true, status: 200 },
      create: { method: 'POST', path: () => '/v1/practices', body: (n) => JSON.stringify(sheet(n)), status: 201 },
    };
  };
  const [calls, callsOfWhole] = [callsOn(practices), callsOn(wholePractices)];
  const measured = await measureAll(targets, (target) => (target === 'whole' ? callsOfWhole : calls), sizes);
  report('one connection');
  return {
    machine,
    seconds: sizes.seconds * sizes.rounds,
    practices: sizes.practices,
    sizes: { get: await sizeOf(network, calls.get), list: await sizeOf(network, calls.list) },
    measured,
    alone: await measureAlone(targets, calls.get, sizes),
  };
}

const secretariat: Principal = {
  kind: 'client', id: 'bench', name: 'bench', roles: ['steering'], memberId: undefined, affiliation: undefined, grants: [],
}; // prettier-ignore

/** The sides take turns, so that other load on the machine affects all alike. */
async function measureAll(
  targets: Record<TargetName, Target>,
  callsOf: (target: TargetName) => Record<CallName, Call>,
  { warmUpSeconds, seconds, rounds }: Sizes,
): Promise<Results['measured']> {
  const measured = {} as Record<CallName, Record<TargetName, Measured>>;
  for (const name of callNames) {
    const found: Record<TargetName, Measured[]> = { bare: [], app: [], gateway: [], whole: [] };
    for (const target of targetNames) await load(targets[target], callsOf(target)[name], warmUpSeconds);
    for (let round = 0; round < rounds; round += 1) {
      for (const target of targetNames) found[target].push(await load(targets[target], callsOf(target)[name], seconds));
    }
    measured[name] = {
      bare: mean(found.bare),
      app: mean(found.app),
      gateway: mean(found.gateway),
      whole: mean(found.whole),
    };
    report(
      `${name}: ${targetNames.map((target) => `${target} ${measured[name][target].rate.toFixed(0)}/s`).join(', ')}`,
    );
  }
  return measured;
}

async function measureAlone(
  targets: Record<TargetName, Target>,
  call: Call,
  { seconds, rounds }: Sizes,
): Promise<Results['alone']> {
  const found: Record<'app' | 'gateway', Measured[]> = { app: [], gateway: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const target of ['app', 'gateway'] as const)
      found[target].push(await load(targets[target], call, seconds / 2, 1));
  }
  return { app: mean(found.app), gateway: mean(found.gateway) };
}

async function sizeOf(network: Network, call: Call): Promise<number> {
  return Buffer.byteLength(await network.text(call.path(0)));
}
