import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LogDestination } from './log-destination.js';
import { Log } from './log.js';
import { NestLog } from './nest-log.js';
import { within } from './scope.js';

describe('The log of a process', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lra-log-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const lines = () =>
    readFileSync(join(folder, 'spec.log'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  it('writes one JSON object a line, with the app and the trace it speaks for', () => {
    const log = Log.open({ level: 'info', folder, name: 'spec' });
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-00`;
    within({ app: 'practices', traceparent }, () => log.write('info', 'request', { status: 200 }));
    log.write('debug', 'not at this level');
    log.close();
    expect(lines()).toEqual([
      { level: 'info', time: expect.any(String), app: 'practices', traceId: 'a'.repeat(32), status: 200, msg: 'request' },
    ]); // prettier-ignore
  });

  it('holds only fields that are named: others are left out, whatever they are called', () => {
    const log = Log.open({ level: 'info', folder, name: 'spec' });
    const fields = {
      route: '/v1/me',
      url: '/v1/me?secret=1',
      authorization: 'Bearer x',
      body: {},
      email: 'a@b.example',
    };
    log.write('info', 'request', fields);
    log.close();
    expect(Object.keys(lines()[0]!).sort()).toEqual(['level', 'msg', 'route', 'time']);
  });

  it('takes what Nest says, errors by their description alone, and tells people of warnings', () => {
    const told: string[] = [];
    const log = Log.open({
      level: 'info',
      folder,
      name: 'spec',
      tell: (severity, line) => told.push(`${severity} ${line}`),
    });
    const nest = new NestLog(log);
    nest.warn('The outbox waits.', new Error('quotes a@b.example'), 'Relay');
    nest.error('Cannot start', 'stack that quotes a@b.example', 'ExceptionHandler');
    nest.log({ email: 'a@b.example' }, 'Somewhere');
    nest.log(
      { event: 'mail.delayed', id: '17', error: 'EMESSAGE 451', account: 'a@b.example', kind: 'to a@b.example' },
      'Mail',
    );
    log.close();
    expect(readFileSync(join(folder, 'spec.log'), 'utf8')).not.toContain('a@b.example');
    expect(lines()).toMatchObject([
      { level: 'warn', context: 'Relay', msg: 'The outbox waits.', error: { name: 'Error' } },
      { level: 'error', context: 'ExceptionHandler' },
      { level: 'info', context: 'Somewhere' },
      { level: 'info', context: 'Mail', msg: 'mail.delayed', id: '17', code: 'EMESSAGE 451' },
    ]);
    expect(told).toEqual(['warn Relay: The outbox waits. (Error)']);
  });

  it('is readable for its owner alone and bounded in size', () => {
    const file = join(folder, 'spec.log');
    const destination = new LogDestination(file, undefined, 100);
    for (let n = 0; n < 20; n += 1) {
      destination.write(`${String(n).padStart(99, ' ')}\n`);
      destination.flush();
    }
    destination.close();
    expect(readdirSync(folder).sort()).toEqual(
      [1, 2, 3, 4].reduce((all, n) => [...all, `spec.log.${n}`], ['spec.log']),
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(`${file}.1`, 'utf8').trim()).toBe('19');
    expect(readFileSync(`${file}.4`, 'utf8').trim()).toBe('16');
  });

  it('goes on when it cannot be written, tells so once, and writes again when it can', () => {
    const failures: unknown[] = [];
    const file = join(folder, 'inner', 'spec.log');
    expect(() => new LogDestination(file)).toThrow('ENOENT');
    const log = Log.open({ level: 'info', folder: join(folder, 'inner'), name: 'spec' });
    log.close();
    const destination = new LogDestination(file, (error) => failures.push(error));
    destination.close();
    rmSync(join(folder, 'inner'), { recursive: true });
    for (const line of ['one\n', 'two\n']) {
      destination.write(line);
      destination.flush();
    }
    expect(failures).toHaveLength(1);
    Log.open({ level: 'info', folder: join(folder, 'inner'), name: 'other' }).close();
    destination.write('three\n');
    destination.close();
    expect(readFileSync(file, 'utf8')).toBe('three\n');
  });
});
