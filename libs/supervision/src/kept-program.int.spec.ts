import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#testing';
import { KeptProgram, type ProgramToKeep } from './kept-program.js';

/** Notes that it was started, with what, then does what the test says. */
const programOf = (log: string, act: string): string => `
  import { appendFileSync, readFileSync } from 'node:fs';
  appendFileSync(${JSON.stringify(log)}, process.pid + ' ' + (process.env.KEPT ?? '') + '\\n');
  const nth = readFileSync(${JSON.stringify(log)}, 'utf8').trim().split('\\n').length;
  const ready = () => new Promise((sent) => process.send({ ready: { KEPT: 'as before' } }, sent));
  const stay = () => (console.log('up'), setInterval(() => undefined, 1_000));
  process.once('disconnect', () => process.exit(1));
  ${act}`;

describe('a program that is kept running', () => {
  let folder: string;
  let made = 0;
  let told: string[] = [];
  let printed: string[] = [];
  const kept: KeptProgram[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lra-kept-'));
  });
  afterEach(async () => {
    for (const one of kept.splice(0)) {
      one.end();
      one.end();
      await one.ended;
    }
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function keep(act: string, more: Partial<ProgramToKeep> = {}) {
    made += 1;
    [told, printed] = [[], []];
    const [program, log] = [join(folder, `${made}.mjs`), join(folder, `${made}.log`)];
    await writeFile(program, programOf(log, act));
    const one = new KeptProgram({
      program,
      env: { PATH: process.env['PATH'] },
      report: (line) => told.push(line),
      print: (line) => printed.push(line),
      pauses: [20, 20, 20],
      ...more,
    });
    kept.push(one);
    const starts = async () =>
      (await readFile(log, 'utf8').catch(() => ''))
        .split('\n')
        .filter(Boolean)
        .map((line) => line.split(/ (.*)/));
    return { one, starts };
  }

  it('is started again when it is killed', async () => {
    const { starts } = await keep('await ready(); stay();');
    await eventually(() => printed.includes('up'));
    process.kill(Number((await starts())[0]![0]), 'SIGKILL');
    await eventually(async () => (await starts()).length === 2);
    expect(told).toEqual(['Ended with SIGKILL, starting again in 0.02 s']);
  });

  it('is told the settings of its first start in every later one', async () => {
    const { one, starts } = await keep('await ready(); if (nth < 3) process.exit(7); process.exit(0);');
    expect(await one.ended).toEqual({ code: 0, isBroken: false });
    expect((await starts()).map(([, setting]) => setting)).toEqual(['', 'as before', 'as before']);
  });

  it.each([
    ['a mistake in its settings', 'process.exit(3);', 3],
    ['an error that nobody caught', 'throw new Error("at start");', 1],
  ])('is not started again when it cannot start for the first time: %s', async (_, act, code) => {
    const { one, starts } = await keep(act);
    expect(await one.ended).toEqual({ code, isBroken: false });
    expect(await starts()).toHaveLength(1);
    expect(told).toEqual([]);
  });

  it('is given up, in one sentence, when it dies again and again', async () => {
    const { one, starts } = await keep('if (nth === 1) await ready(); process.exit(9);');
    expect(await one.ended).toEqual({ code: 1, isBroken: true });
    expect(await starts()).toHaveLength(4);
    expect(told.at(-1)).toMatch(/^It ended 4 times in a row, the last time with 9, so it is not restarted/);
  });

  it('has ended when somebody ended it in order', async () => {
    const { one, starts } = await keep(`process.on('SIGTERM', () => process.exit(0)); await ready(); stay();`);
    await eventually(() => printed.includes('up'));
    process.kill(Number((await starts())[0]![0]), 'SIGTERM');
    expect(await one.ended).toEqual({ code: 0, isBroken: false });
  });

  it('is ended in order, and killed when it is asked again', async () => {
    const orderly = await keep(`process.on('SIGTERM', () => process.exit(0)); await ready(); stay();`);
    await eventually(() => printed.includes('up'));
    orderly.one.end();
    expect(await orderly.one.ended).toEqual({ code: 0, isBroken: false });
    const stubborn = await keep(`process.on('SIGTERM', () => console.log('no')); await ready(); stay();`);
    await eventually(() => printed.includes('up'));
    stubborn.one.end();
    await eventually(() => printed.includes('no'));
    stubborn.one.end();
    expect(await stubborn.one.ended).toEqual({ code: 1, isBroken: true });
  });

  it('is not started any more when it is ended during a pause', async () => {
    const { one, starts } = await keep('await ready(); process.exit(9);', { pauses: [60_000] });
    await eventually(() => told.length === 1);
    one.end();
    expect(await one.ended).toEqual({ code: 0, isBroken: true });
    expect(await starts()).toHaveLength(1);
  });
});
