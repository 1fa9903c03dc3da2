// `node tools/test/on-node.mjs <version> …`: the unit tests, and one start of the whole system, on other Node versions
// than the installed one. Node itself comes from the npm registry, as a package for this platform.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const READY_WITHIN_MS = 60_000;

for (const version of process.argv.slice(2)) {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}@${version}`;
  const get = ['exec', '--yes', `--package=${name}`, '--', 'node', '-p', 'process.execPath'];
  const node = execFileSync('npm', get, { encoding: 'utf8' }).trim();
  const is = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  if (is !== `v${version}`) throw new Error(`${name} brought Node ${is}.`);
  console.log(`\nNode ${version}`);
  const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js'];
  const tests = spawnSync(node, [...jest, '--testPathPatterns', 'unit.spec'], { stdio: 'inherit' });
  if (tests.status !== 0) process.exit(1);
  await startOnce(node);
}

/** Starts everything in a folder of its own, checks that it is ready, and stops it gracefully. */
async function startOnce(node) {
  const folder = mkdtempSync(join(tmpdir(), 'lra-node-'));
  chmodSync(folder, 0o755); // root runs the database as another account
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', LRA_DATA_DIR: folder };
  const system = spawn(node, ['tools/start.mjs'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(system, 'exit');
  const late = setTimeout(() => system.kill('SIGKILL'), READY_WITHIN_MS);
  let url;
  for await (const line of createInterface({ input: system.stdout })) {
    url ??= /runs at\s+(\S+)/.exec(line)?.[1];
    if (line.startsWith('Ready after')) break;
  }
  const status = url && (await fetch(`${url}/health/ready`)).status;
  system.kill('SIGTERM');
  const [code] = await ended;
  clearTimeout(late);
  rmSync(folder, { recursive: true, force: true });
  if (status !== 200 || code !== 0) throw new Error(`The system answered ${status} and ended with ${code}.`);
  console.log(`Started, ready and ended in order on ${node}`);
}
