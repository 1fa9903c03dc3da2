import { programs, readSettings, type Program } from '#config';
import { setUpAppDatabase } from '#database';
import { IdentityVerifier } from '#identity';
import { InProcessTransport } from '#messaging';
import { createApp } from '#app';
import { observe, readUpstreamPaths } from '#runtime';
import { gatewayApp } from '../../apps/gateway/src/gateway.app.js';
import { practicesApp } from '../../apps/practices/src/practices.app.js';
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

/** Settings for the address of each app. */
export const addresses = (ports: Readonly<Partial<Record<Program, number>>>): Record<string, string> =>
  Object.fromEntries(
    // An app outside the run has no address: nothing may call it.
    programs.map((name) => [`${name.toUpperCase()}_URL`, `http://127.0.0.1:${ports[name] ?? 9}`]),
  );
