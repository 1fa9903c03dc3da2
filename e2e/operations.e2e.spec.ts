import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#testing';
import { adminId, adminSecret, Client, root, System } from './system.js';

/** On the page, for a trace that a caller quotes. */
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

/** The section on backups has its own spec. */
const tried = [
  'npm run ops -- outbox',
  `grep ${TRACE} .data/logs/*.log`,
  'npm run ops -- dead-letters',
  'npm run ops -- redrive practices:0198c0de-0000-7000-8000-000000000000',
  'npm run ops -- discard practices:0198c0de-0000-7000-8000-000000000000 --reason "sent by a broken test producer"',
  'npm run ops -- jobs',
  'npm run ops -- redrive network:0198c0de-0000-7000-8000-000000000000',
  'npm run ops -- discard network:0198c0de-0000-7000-8000-000000000000 --reason "the address does not exist"',
  'npm run rebuild -- practices.members',
  'npm run ops -- bounce < report.eml',
] as const;

describe('the commands of docs/operations.md', () => {
  let system: System;

  beforeAll(async () => {
    system = await System.start();
  }, 90_000);
  afterAll(() => system.destroy(), 60_000);

  const report = () => join(system.dataDir, 'report.eml');
  const run = (line: (typeof tried)[number]) =>
    new Promise<{ code: number; output: string; errors: string }>((resolve) => {
      const env = {
        PATH: process.env['PATH'], HOME: process.env['HOME'], LRA_URL: system.url,
        LRA_ADMIN_CLIENT_ID: adminId, LRA_ADMIN_CLIENT_SECRET: adminSecret,
      }; // prettier-ignore
      const files = line.replace('.data', `"${system.dataDir}"`).replace('report.eml', `"${report()}"`);
      const here = files.replace('npm run', 'npm run --silent');
      execFile('/bin/sh', ['-c', here], { cwd: root, env }, (error, output, errors) => {
        resolve({ code: error ? Number(error.code) : 0, output, errors: errors.trim() });
      });
    });

  it('are all tried, here or with the backups', async () => {
    const page = await readFile(join(root, 'docs/operations.md'), 'utf8');
    const others = page.split('\n## ').filter((section) => !section.startsWith('Backup and restore\n'));
    const lines = others.flatMap((section) =>
      [...section.matchAll(/```\w+\n([\s\S]*?)```/g)].flatMap(([, block]) => block!.trim().split('\n')),
    );
    expect(lines).toEqual(tried);
  });

  it('show how many events wait to be sent', async () => {
    const { output, code } = await run('npm run ops -- outbox');
    for (const app of ['practices', 'network']) expect(output).toContain(app);
    expect(code).toBe(0);
  });

  it('find the trace that a caller quotes', async () => {
    const headers = { traceparent: `00-${TRACE}-00f067aa0ba902b7-01` };
    const reply = await new Client(system).send('GET', '/v1/practices/nothing', { headers });
    expect(reply.body.traceId).toBe(TRACE);
    const found = await eventually(async () => {
      const { output } = await run(`grep ${TRACE} .data/logs/*.log`);
      return output !== '' && output;
    });
    expect(JSON.parse(found.split('\n')[0]!)).toMatchObject({ traceId: TRACE, route: expect.any(String) });
  });

  it.each([tried[2], tried[5]])('show that nothing has failed: %s', async (line) => {
    const { output, code } = await run(line);
    expect(output).not.toMatch(/[0-9a-f]{8}-/);
    expect(code).toBe(0);
  });

  it.each([tried[3], tried[4], tried[6], tried[7]])('say in one sentence that there is none: %s', async (line) => {
    const { errors, code } = await run(line);
    expect(errors).toMatch(/There is no such job\.$/);
    expect(errors.split('\n')).toHaveLength(1);
    expect(code).toBe(1);
  });

  it('say of a piped mail that it is no report', async () => {
    await writeFile(report(), 'Subject: I am on holiday\r\n\r\nUntil Monday.\r\n');
    const { errors, code } = await run('npm run ops -- bounce < report.eml');
    expect(errors).toMatch(/answered 422: This is not a report on the delivery of a mail/);
    expect(errors.split('\n')).toHaveLength(1);
    expect(code).toBe(1);
  });

  it('fill a projection again', async () => {
    const { output, errors, code } = await run('npm run rebuild -- practices.members');
    expect(errors).toBe('');
    expect(output).toContain('practices.members');
    expect(code).toBe(0);
  });
});
