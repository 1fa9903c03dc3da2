import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { freePort, Opened } from '#testing';
import { root, System } from './system.js';

/** Ports on the page, which stand for any free ports on the reader's machine. */
const [GATEWAY, RECEIVER] = ['8080', '9099'];

describe('the pages for integrators', () => {
  const opened = new Opened();
  let system: System;
  let ports: { gateway: string; receiver: string };
  /** Inside the project, so that it finds the packages that the page says to install. Created once the build exists. */
  let folder: string;

  const pageOf = (name: string) => readFile(join(root, 'docs', name), 'utf8');
  const blocksOf = (language: string, page: string) =>
    [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, block]) => here(block!));
  const here = (text: string) => text.replaceAll(GATEWAY, ports.gateway).replaceAll(RECEIVER, ports.receiver);

  beforeAll(async () => {
    ports = { gateway: String(await freePort()), receiver: String(await freePort()) };
    const [start = ''] = blocksOf('sh', await pageOf('integrate.md'));
    expect(start).toMatch(/^npm ci && (?:\w+=\S+ )+npm start\n$/);
    const settings = [...start.matchAll(/(\w+)=(\S+)/g)].map(([, name, value]) => [name!, value!]);
    system = await opened.add(System.start({ ...Object.fromEntries(settings), PORT: ports.gateway }), (one) =>
      one.destroy(),
    );
    folder = await opened.add(mkdtemp(join(root, 'dist', 'integrate-')), (one) =>
      rm(one, { recursive: true, force: true }),
    );
    await symlink(system.dataDir, join(folder, '.data'));
  }, 90_000);
  afterAll(() => opened.close(), 60_000);

  it('lead to a first accepted practice, and on to a program in TypeScript', async () => {
    const page = await pageOf('integrate.md');
    await cp(join(root, 'libs/client/src'), join(folder, 'lra-client'), { recursive: true });
    await writeFile(join(folder, 'program.ts'), blocksOf('ts', page).join('\n'));
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          strict: true, target: 'es2023', module: 'nodenext', types: ['node'], skipLibCheck: true, noEmit: true,
        },
      }), // prettier-ignore
    );
    await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
    const [, project = ''] = blocksOf('sh', page);
    const { dependencies, devDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
      dependencies: object;
      devDependencies: object;
    };
    const [, named = ''] = /^npm install (.*)$/m.exec(project) ?? [];
    for (const name of named.split(' ')) expect({ ...dependencies, ...devDependencies }).toHaveProperty([name]);
    const typeCheck = `node '${join(root, 'node_modules/typescript/bin/tsc')}' -p .`;
    const script = ['set -euo pipefail', typeCheck, ...blocksOf('bash', page)].join('\n');
    const { output, code } = await bash(script, folder);
    expect(output).toMatch(/\npublished\nLanguage café\n/);
    expect(output).toMatch(/applied; heard of eu\.lra-network\.practice\.\w+\.v1\n$/);
    expect(code).toBe(0);
  }, 120_000);

  it('have a receiver that checks signatures with Node alone, drops duplicates, and changes its secret without a gap', async () => {
    const page = await pageOf('webhooks.md');
    await writeFile(join(folder, 'receiver.mjs'), blocksOf('js', page).join('\n'));
    const [functions = ''] = blocksOf('bash', await pageOf('integrate.md'));
    const [subscribing = '', changing = ''] = blocksOf('bash', page);
    const welcome = `
      STEERING="Authorization: Bearer $TOKEN"
      MEMBER=$(curl -sSf $API/v1/membership-applications -H 'Content-Type: application/json' -d '{
        "name": "City of Turku '$RANDOM$RANDOM'", "kind": "municipality", "country": "FI", "consent": true,
        "contact": {"name": "Web office", "email": "web@turku.example"}}' | json .id)
      curl -sSf -o /dev/null $API/v1/membership-applications/$MEMBER/decision -H "$STEERING" \\
        -H 'Content-Type: application/json' -d '{"decision": "approve", "reason": "Welcome."}'`;
    // The receiver must report nothing that somebody else signed, whatever it is sent.
    const forged = `
      curl -sS -o /dev/null -w 'forged: %{http_code}\\n' http://127.0.0.1:${ports.receiver}/ -H 'webhook-id: x' \\
        -H "webhook-timestamp: $(date +%s)" -H 'webhook-signature: v1,AAAA v2,x' -d '{"type": "forged"}'`;
    const waiting = `heard() { test $(grep -c '^heard' heard.txt) -ge $1; }`;
    const script = [
      'set -euo pipefail',
      functions,
      subscribing.replace('node receiver.mjs &', 'node receiver.mjs > heard.txt &'),
      waiting, welcome, 'within 60 heard 1', forged,
      changing, welcome, 'within 60 heard 2',
      'cat heard.txt; wc -l < secrets.txt',
    ].join('\n'); // prettier-ignore
    const { output, code } = await bash(script, folder);
    const heard = 'heard of eu.lra-network.member.approved.v1\n';
    expect(output).toMatch(new RegExp(`forged: 401\\n[^]*${heard}${heard}\\s*1\\n$`));
    expect(code).toBe(0);
  }, 120_000);
});

const bash = (script: string, cwd: string) =>
  new Promise<{ output: string; code: unknown }>((done) => {
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
    execFile('bash', ['-c', script], { cwd, env, timeout: 100_000 }, (error, stdout, stderr) =>
      done({ output: stdout + (error ? stderr : ''), code: error ? error.code : 0 }),
    );
  });
