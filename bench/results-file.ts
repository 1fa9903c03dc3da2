import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

/**
 * What results depend on besides the code. Call it before the run, so that it reports only the load of other programs.
 *
 * @param servers that the run uses, with their versions
 */
export function describeMachine(...servers: readonly string[]): string {
  const [processor] = cpus();
  const [load = 0] = loadavg();
  return [
    new Date().toISOString().slice(0, 10),
    `${processor?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${(totalmem() / 1e9).toFixed(0)} GB, ${type()} ${release()}`,
    [`Node ${process.versions.node}`, ...servers].join(', '),
    `load before the run ${load.toFixed(1)}`,
  ].join('; ');
}

const readme = fileURLToPath(new URL('../../bench/README.md', import.meta.url));
const end = '<!-- end of results -->';

/** Puts the results of `npm run <command>` into bench/README.md, replacing the previous ones. */
export async function writeResults(command: string, results: string): Promise<void> {
  const begin = `<!-- results of npm run ${command} -->`;
  const text = await readFile(readme, 'utf8');
  const from = text.indexOf(begin);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`${readme} lacks the lines "${begin}" and "${end}".`);
  const written = `${text.slice(0, from + begin.length)}\n\n${results}\n\n${text.slice(to)}`;
  await writeFile(readme, await format(written, { ...(await resolveConfig(readme)), parser: 'markdown' }));
}

/** The value below which this percentage of all values lies. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? Number.NaN;
}
