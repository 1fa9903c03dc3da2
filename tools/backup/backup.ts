import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { makeBackup } from '#backup';
import { readSettings } from '#config';
import { NotDone, serverWithData } from './server.js';
import { told } from './told.js';

const report = (line: string) => console.log(line);

/** `npm run backup -- <file>`: saves everything that the system with these settings has stored, while it runs. */
await told(async () => {
  const [file, ...more] = process.argv.slice(2);
  if (file === undefined || more.length > 0) throw new NotDone('Into which file? npm run backup -- <file>');
  const server = await serverWithData(readSettings(process.env), report);
  try {
    const sums = await makeBackup({ url: server.url, file, release: await release(), report });
    const rows = sums.reduce((sum, table) => sum + table.rows, 0);
    report(
      `${file} is whole: ${rows} rows in ${sums.length} tables, ${Math.ceil((await stat(file)).size / 1_000)} kB.`,
    );
  } finally {
    await server.close();
  }
});

async function release(): Promise<string> {
  const file = fileURLToPath(new URL('../../../package.json', import.meta.url));
  return (JSON.parse(await readFile(file, 'utf8')) as { version: string }).version;
}
