import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort } from '#testing';
import { System } from './system.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Ports in the README that may be in use on the test machine. */
const fixedPorts = ['8080', '9099'];

describe('the README', () => {
  let system: System;
  let inPlaceOf: (text: string) => string;
  let blocks: string[];
  let freed: Record<string, string>;

  beforeAll(async () => {
    const readme = await readFile(`${root}README.md`, 'utf8');
    blocks = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block!.trim());
    freed = Object.fromEntries(await Promise.all(fixedPorts.map(async (port) => [port, String(await freePort())])));
    inPlaceOf = (text) => fixedPorts.reduce((changed, port) => changed.replaceAll(port, freed[port]!), text);
    const line = blockWith('LRA_WEBHOOK_ALLOW');
    expect(line).toMatch(/npm start$/);
    system = await System.start({ ...environmentOf(inPlaceOf(line)), PORT: freed['8080']! });
  }, 90_000);
  afterAll(() => system.destroy(), 60_000);

  const blockWith = (text: string) => blocks.find((block) => block.includes(text))!;
  const environmentOf = (line: string) =>
    Object.fromEntries([...line.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name!, value!]));

  it('names two commands that do all set-up', () => {
    expect(blocks).toContain('npm ci && npm start');
    expect(blocks).toContain('npm ci && npm test');
  });

  it('has a demo that loads the 37 case studies and sees a practice arrive as a signed webhook', async () => {
    const line = blockWith('npm run demo');
    const { code, output } = await run('npm', ['run', 'demo'], {
      ...environmentOf(inPlaceOf(line)),
      PORT: freed['8080']!,
      DEMO_RECEIVER_PORT: freed['9099']!,
    });
    expect(output).toContain('37 added');
    expect(output).toMatch(/✓ signed webhook {2}practice\.published\.v1 {2}Language café/);
    expect(output).toContain('Three things to try');
    expect(code).toBe(0);
    for (const url of output.match(/http:\/\/127\.0\.0\.1:\d+\/v1\S+/g)!) expect((await fetch(url)).status).toBe(200);
  }, 120_000);

  it('has a demo that can be run again', async () => {
    const { code, output } = await run('npm', ['run', 'demo'], {
      ...environmentOf(blockWith('npm run demo')),
      PORT: freed['8080']!,
      DEMO_RECEIVER_PORT: freed['9099']!,
    });
    expect(output).toContain('37 unchanged');
    expect(code).toBe(0);
  }, 120_000);

  it('shows calls that answer', async () => {
    for (const [, url] of blockWith('curl').matchAll(/curl '([^']+)'/g)) {
      const response = await fetch(inPlaceOf(url!));
      expect(response.status).toBe(200);
      expect(JSON.stringify(await response.json())).toMatch(/"(items|rows)":\[\{/);
    }
  });
});

async function run(command: string, args: string[], env: Record<string, string>) {
  const child = spawn(command, args, {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}
