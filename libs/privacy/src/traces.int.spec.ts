import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { openDataSource } from '#database';
import { testDatabase, type TestDatabase } from '#testing';
import { addressesIn, eraseTraces, findTraces } from './traces.js';

/** A column of every type that can hold a text. */
class Notes1764900000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table note (
        a integer, b text, plain text, short varchar(200), padded char(60), list text[], doc jsonb, exact json, bytes bytea,
        folded text generated always as (lower(plain)) stored, primary key (a, b)
      );
      create table keyless (line text)`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}

const jörg = { email: 'jörg@xn--mnchen-3ya.example', names: ["Jörg O'Bäcker"] };

describe('a person in the tables of an app', () => {
  let test: TestDatabase;
  let source: DataSource;
  beforeAll(async () => {
    test = await testDatabase('network', { entities: [], migrations: [Notes1764900000000] });
    source = await openDataSource(test.database, { entities: [], migrations: [Notes1764900000000] });
  });
  beforeEach(() => source.query('truncate note, keyless'));
  afterAll(async () => {
    await source.destroy();
    await test.drop();
  });

  const find = () => source.transaction((tx) => findTraces(tx, jörg));
  const erase = () => source.transaction((tx) => eraseTraces(tx, jörg));
  const all = () => source.query<Record<string, unknown>[]>('select * from note order by a, b');

  it.each([
    ['plain', 'by JÖRG O’BÄCKER', 'by [erased]'],
    ['short', 'jo\u0308rg@münchen.example', '[erased]'],
    ['padded', 'Jörg O`Bäcker!', '[erased]!'.padEnd(60)],
    ['list', ['x', 'J\u00adörg O&#39;B&auml;cker', null], ['x', '[erased]', null]],
    ['doc', { 'Jörg O‘Bäcker': ['mailto:j%C3%B6rg%40m%C3%BCnchen.example'] }, { '[erased]': ['mailto:[erased]'] }],
    ['doc', [{ email: 'JÖRG@MÜNCHEN.example', n: 1 }, { email: 'georg@münchen.example' }], [{ email: 'georg@münchen.example' }]],
    ['exact', { a: 'Café\nJörg\nO\'Bäcker' }, { a: 'Café\n[erased]' }],
    ['plain', JSON.stringify({ a: "Café\nJörg O'Bäcker" }), JSON.stringify({ a: 'Café\n[erased]' })],
    ['bytes', Buffer.from('{"to": "J\\u00f6rg O\\u2019B\\u00e4cker"}'), Buffer.from('{"to":"[erased]"}')],
    ['bytes', Buffer.concat([Buffer.from([0xff, 0x20]), Buffer.from("Jörg O'Bäcker", 'latin1')]), Buffer.from('[erased]')],
  ])('is found in %s and taken out, as it may be written there: %j', async (column, written, left) => {
    const value = ['doc', 'exact'].includes(column) ? JSON.stringify(written) : written;
    await source.query(`insert into note (a, b, "${column}") values (1, 'x', $1), (2, 'x', null)`, [value]);
    expect(await find()).toEqual([{ place: 'network.note', count: 1, keys: ['1/x'] }]);
    expect(await erase()).toEqual([{ place: 'network.note', count: 1 }]);
    expect((await all())[0]![column]).toEqual(left);
    expect(await find()).toEqual([]);
  }); // prettier-ignore

  it('is found in tables of many rows and large ones, with or without a key, and others are left as they are', async () => {
    await source.query(`insert into note (a, b, plain) select n, 'x', repeat('Jörgen O''Bäcker ', 100) from generate_series(1, 1200) n`);
    await source.query(`update note set plain = plain || 'Jörg O’Bäcker' where a % 400 = 0`);
    await source.query(`insert into keyless select case n when 77 then 'Jörg O’Bäcker' else 'nobody' end from generate_series(1, 100) n`);
    await source.query(`update note set doc = jsonb_build_array(repeat('x', 2000000), 'Jörg O''Bäcker') where a = 5`);
    expect((await find()).map(({ place, count }) => [place, count])).toEqual([
      ['network.keyless', 1],
      ['network.note', 4],
    ]);
    await erase();
    expect(await find()).toEqual([]);
    const [kept] = await source.query<{ n: string }[]>(`select count(*) as n from note where plain like '%Jörgen O''Bäcker %'`);
    expect(kept!.n).toBe('1200');
  }); // prettier-ignore

  it('goes from what a column is made of into the column', async () => {
    await source.query(`insert into note (a, b, plain) values (1, 'x', 'JÖRG O''BÄCKER')`);
    await erase();
    expect((await all())[0]).toMatchObject({ plain: '[erased]', folded: '[erased]' });
  });

  it('is told by the address, wherever and however that is written', async () => {
    await source.query(`insert into note (a, b, doc) values (1, 'Ask _JÖRG@XN--mnchen-3ya.example_.', $1)`, [
      JSON.stringify({ x: 'mailto:eva%2Bnet%40m%C3%BCnchen.example?subject=x\nolga@город.example' }),
    ]);
    const found = await source.transaction(addressesIn);
    expect([...found]).toEqual(
      expect.arrayContaining([jörg.email, 'eva+net@xn--mnchen-3ya.example', 'olga@xn--c1ac3aaj.example']),
    );
  });
});
