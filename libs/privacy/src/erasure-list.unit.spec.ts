import { appendFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ErasureList, ErasureListUnreadable } from './erasure-list.js';

const key = 'a key of the network, 32 or more';

describe('the list of erasures', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lra-erasures-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('knows who was erased, however the address is written, and tells nobody else', async () => {
    const file = join(folder, 'known');
    const list = await ErasureList.open(file, key);
    expect(list.size).toBe(0);
    await list.append('Aino.Virtanen@Tampere.example', new Date('2027-03-01T10:00:00Z'));
    await list.append('jose\u0301@leon.example', new Date('2027-03-02T10:00:00Z'));
    const again = await ErasureList.open(file, key);
    expect(again.size).toBe(2);
    expect(again.has(' aino.virtanen@tampere.example ')).toBe(true);
    expect(again.has('jos\u00e9@leon.example')).toBe(true);
    expect(again.has('other@tampere.example')).toBe(false);
    expect(await readFile(file, 'utf8')).not.toMatch(/aino|tampere|leon/i);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('recognises nobody without its key', async () => {
    const file = join(folder, 'keyed');
    await (await ErasureList.open(file, key)).append('aino@tampere.example', new Date());
    expect((await ErasureList.open(file, 'another key, also 32 characters.')).has('aino@tampere.example')).toBe(false);
  });

  it('keeps every entry when several processes append at once', async () => {
    const file = join(folder, 'several');
    const lists = await Promise.all(Array.from({ length: 4 }, () => ErasureList.open(file, key)));
    await Promise.all(
      lists.flatMap((list, n) => [1, 2, 3].map((m) => list.append(`p${n}-${m}@x.example`, new Date()))),
    );
    expect((await ErasureList.open(file, key)).size).toBe(12);
  });

  it('names the line that a crash has cut short, and goes on after it on a line of its own', async () => {
    const file = join(folder, 'cut');
    const list = await ErasureList.open(file, key);
    await list.append('one@x.example', new Date());
    await appendFile(file, '\n2027-03-01T10:00:00.000Z 0123');
    await list.append('two@x.example', new Date());
    await expect(ErasureList.open(file, key)).rejects.toThrow(ErasureListUnreadable);
    await expect(ErasureList.open(file, key)).rejects.toThrow(/^Line 4 of /);
  });
});
