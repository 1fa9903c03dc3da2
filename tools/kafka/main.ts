import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startLocalKafka } from '../../libs/testing/src/kafka-local.js';

/** `npm run kafka:local`: one Apache Kafka for development, on `KAFKA_LOCAL_PORT` (9092), its data in `.data/kafka`. */
async function main(): Promise<void> {
  const setting = process.env.KAFKA_LOCAL_PORT ?? '9092';
  const port = Number(setting);
  if (!/^\d{1,5}$/.test(setting) || port < 1 || port > 65_535) {
    throw new Error(`KAFKA_LOCAL_PORT must be a port from 1 to 65535, not "${setting}".`);
  }
  const stopping = new AbortController();
  const starting = startLocalKafka({ folder: dataFolder(), port, report: (line) => console.log(line) });
  const end = (): void => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    console.log('Stopping Apache Kafka …');
    starting.then((kafka) => kafka.stop()).catch(() => undefined);
  };
  process.on('SIGINT', end).on('SIGTERM', end).on('SIGHUP', end);

  const kafka = await starting;
  console.log(`KAFKA_BROKERS=${kafka.brokers}`);
  console.log(`Data and log are in ${kafka.folder}. Stop with Ctrl-C.`);
  await kafka.ended();
  if (!stopping.signal.aborted) {
    throw new Error(`Apache Kafka ended by itself; ${join(kafka.folder, 'kafka.log')} may say why.`);
  }
}

/** The program runs from `dist/tools/kafka`; the data stay beside `dist`, whatever the current folder is. */
function dataFolder(): string {
  return join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '.data', 'kafka');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
