import { programs, readSettings, type Program } from '#config';
import { setUpAppDatabase } from '#database';
import { IdentityVerifier } from '#identity';
import { InProcessTransport } from '#messaging';
import { contentOf, createApp } from '#app';
import { observe, readUpstreamPaths, startEmbedded, type EmbeddedSystem } from '#runtime';
import { gatewayApp } from '../../apps/gateway/src/gateway.app.js';
import { networkApp } from '../../apps/network/src/network.app.js';
import { notificationsApp } from '../../apps/notifications/src/notifications.app.js';
import { practicesApp } from '../../apps/practices/src/practices.app.js';
import { webApp } from '../../apps/web/src/web.app.js';
import type { Order } from './side.js';

/** One app as a process of its own, with logs and metrics as in production. Its events go nowhere. */
export async function startOurs(name: 'practices' | 'gateway', { databaseUrl, env }: Order): Promise<string> {
  const settings = readSettings(env);
  const observed = await observe(settings, name, settings.logDir);
  const urlOf = (program: Program): string => settings.urls[program] ?? '';
  const transport = new InProcessTransport();
  const { app } = await createApp(name === 'gateway' ? gatewayApp : practicesApp, {
    settings,
    database: await setUpAppDatabase(databaseUrl, name),
    transport,
    identity: new IdentityVerifier(() => urlOf('gateway')),
    urlOf,
    upstreamPaths: readUpstreamPaths(),
    observability: observed.observability,
  });
  transport.start();
  await app.listen(settings.port, '127.0.0.1');
  return app.getUrl();
}

/** The whole system in one process, with its own PostgreSQL, as `npm start` runs it. */
export function startWhole({ env }: Order): Promise<EmbeddedSystem> {
  const definitions = [gatewayApp, practicesApp, networkApp, notificationsApp];
  const parts = [...definitions, webApp].flatMap(({ module }) => contentOf(module).settings);
  return startEmbedded(definitions, webApp, readSettings(env, parts), () => undefined);
}

/** Settings for the address of each app. */
export const addresses = (ports: Readonly<Partial<Record<Program, number>>>): Record<string, string> =>
  Object.fromEntries(
    // An app outside the run has no address: nothing may call it.
    programs.map((name) => [`${name.toUpperCase()}_URL`, `http://127.0.0.1:${ports[name] ?? 9}`]),
  );
