import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { KeptProgram } from '#supervision';

/**
 * `npm start`: keeps the whole system running in a child process. This process does and loads nothing else, so that
 * little can crash it and it needs little memory.
 */
const kept = new KeptProgram({
  program: fileURLToPath(new URL('../../apps/embedded/src/main.js', import.meta.url)),
  env: process.env,
  report: (line) => console.error(line),
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => kept.end());
const { code, isBroken } = await kept.ended;
if (isBroken) await endDatabase();
process.exit(code);

/** The system stops its database itself, unless it is unable to. */
async function endDatabase(): Promise<void> {
  const [{ readSettings }, { endEmbeddedPostgres }] = await Promise.all([import('#config'), import('#database')]);
  await endEmbeddedPostgres(join(resolve(readSettings(process.env).dataDir), 'postgres'));
}
