import { resolve } from 'node:path';
import { contentOf } from '#app';
import { InvalidSettings, readSettings } from '#config';
import { sentenceOf, startEmbedded, stopOnSignal } from '#runtime';
import { endWithKeeper, tellReady } from '#supervision';
import { gatewayApp } from '../../gateway/src/gateway.app.js';
import { networkApp } from '../../network/src/network.app.js';
import { notificationsApp } from '../../notifications/src/notifications.app.js';
import { practicesApp } from '../../practices/src/practices.app.js';
import { webApp } from '../../web/src/web.app.js';

const report = (line: string) => console.log(line);

/** `npm start`: the whole system in one process. */
async function main(): Promise<void> {
  endWithKeeper();
  const definitions = [gatewayApp, practicesApp, networkApp, notificationsApp];
  const parts = [...definitions, webApp].flatMap(({ module }) => contentOf(module).settings);
  const settings = readSettings(process.env, parts);
  const starting = startEmbedded(definitions, webApp, settings, report);
  // A signal during the start waits for it: what has been started must also be ended.
  stopOnSignal(
    () =>
      starting.then(
        (running) => running.stop(),
        () => undefined,
      ),
    report,
  );
  const system = await starting;
  void system.databaseLost.then(() => {
    console.error('PostgreSQL ended unexpectedly.');
    process.exit(1);
  });
  const { url, told } = system.gateway;
  const publicUrl = settings.publicUrl ?? url;
  report('');
  report(`  The network runs at   ${publicUrl}`);
  report(`  API documentation     ${publicUrl}/docs`);
  if (publicUrl !== told) report(`  The gateway listens   ${told}`);
  report(`  Metrics               ${system.metrics.told}`);
  report(`  Data                  ${resolve(settings.dataDir)}`);
  if (system.notes.length > 0) report('');
  for (const line of system.notes) report(`  ${line}`);
  report('');
  report(`Ready after ${(performance.now() / 1000).toFixed(1)} s. Stop with Ctrl-C.`);
  const portOf = (address: string) => new URL(address).port;
  tellReady({ PORT: portOf(url), LRA_METRICS_PORT: portOf(system.metrics.url) });
}

main().catch((error: unknown) => {
  console.error(error instanceof InvalidSettings ? error.message : sentenceOf(error));
  process.exit(1);
});
