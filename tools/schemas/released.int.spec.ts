import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { format } from 'prettier';
import { eventContracts } from '#contracts';
import type { ReleasedContract } from '../../libs/contracts/src/schema-compatibility.js';
import { readReleased, record, refusals } from './released.js';

describe('The recorded contracts', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lra-released-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const contracts: readonly ReleasedContract[] = eventContracts;
  const first = contracts[0]!;
  const others = contracts.slice(1);
  const file = (type: string) => join(folder, `${type}.json`);

  it('are one formatted file a type, and are then what the contracts are', async () => {
    expect(await refusals(folder, eventContracts)).toHaveLength(eventContracts.length);
    expect(await record(folder, eventContracts)).toEqual(eventContracts.map(({ type }) => type));
    expect(await refusals(folder, eventContracts)).toEqual([]);
    expect(await record(folder, eventContracts)).toEqual([]);
    expect(await readdir(folder)).toHaveLength(eventContracts.length);
    const text = await readFile(file(first.type), 'utf8');
    expect(Object.keys(JSON.parse(text) as object)).toEqual(['type', 'topic', 'visibility', 'schema']);
    expect(text).toBe(await format(text, { parser: 'json' }));
  });

  it('stay as they are while one change is incompatible', async () => {
    await record(folder, [first]);
    const before = await readFile(file(first.type), 'utf8');
    const changed = [{ ...first, topic: 'lra.elsewhere' }, ...others];
    await expect(record(folder, changed)).rejects.toThrow(`${first.type}: its topic was changed`);
    expect(await refusals(folder, changed)).toHaveLength(1);
    expect(await readdir(folder)).toEqual([`${first.type}.json`]);
    expect(await readFile(file(first.type), 'utf8')).toBe(before);
  });

  it('are not read when a file was spoilt', async () => {
    await record(folder, [first]);
    await writeFile(file('eu.lra-network.other.v1'), await readFile(file(first.type)));
    await expect(readReleased(folder)).rejects.toThrow(`holds the record of ${first.type}`);
    await writeFile(file('eu.lra-network.other.v1'), '<<<<<<<');
    await expect(readReleased(folder)).rejects.toThrow('is no record of a contract');
  });
});
