import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Client } from 'pg';
import { emptyDatabase } from '#testing';
import { postgres } from '#validation';
import { pageOf, seekOf } from './paging.js';

/** What happens to a list between two pages: rows come and go, anywhere. */
interface Change {
  readonly rank: number;
  readonly isAdded: boolean;
}

describe('the pages of a list', () => {
  let client: Client;
  const ends: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    const empty = await emptyDatabase();
    ends.unshift(() => empty.drop());
    client = new Client(empty.url);
    await client.connect();
    ends.unshift(() => client.end());
    // Ranks repeat, so the id decides among equals.
    await client.query('create temporary table thing (rank integer, id serial primary key)');
  });
  afterAll(async () => {
    for (const end of ends) await end();
  });

  const idsOf = (rows: readonly { readonly id: number }[]) => rows.map(({ id }) => id);
  const whole = async (direction: string) =>
    idsOf(
      (await client.query<{ id: number }>(`select id from thing order by rank ${direction}, id ${direction}`)).rows,
    );

  const pageAt = async (cursor: string | undefined, limit: number, direction: 'asc' | 'desc') => {
    const seek = seekOf('things', cursor, [postgres.integer, postgres.integer]);
    const { where, orderBy, values } = seek.sql({ rank: 'integer', id: 'integer' }, 1, direction);
    const { rows } = await client.query<{ rank: number; id: number }>(
      `select rank, id from thing where ${where} order by ${orderBy} limit $3`,
      [...values, limit + 1],
    );
    return pageOf({ list: 'things', seek, limit, placeOf: ({ rank, id }: { rank: number; id: number }) => [rank, id] }, rows, ({ id }) => id); // prettier-ignore
  };

  /** From the first page to the last, and back; `change` is called between two pages. */
  const walk = async (limit: number, direction: 'asc' | 'desc', change: () => Promise<void>) => {
    const pages: Record<'there' | 'back', (readonly number[])[]> = { there: [], back: [] };
    let page = await pageAt(undefined, limit, direction);
    expect(page.previous).toBeNull();
    for (pages.there.push(page.items); page.next !== null; pages.there.push(page.items)) {
      await change();
      page = await pageAt(page.next, limit, direction);
    }
    const last = page;
    for (; page.previous !== null; pages.back.unshift(page.items)) {
      await change();
      page = await pageAt(page.previous, limit, direction);
    }
    return { ...pages, last: last.items };
  };

  const rank = fc.nat(5);
  const change = fc.record({ rank, isAdded: fc.boolean() });
  const lists = { ranks: fc.array(rank, { maxLength: 12 }), limit: fc.integer({ min: 1, max: 4 }), direction: fc.constantFrom('asc' as const, 'desc' as const) }; // prettier-ignore
  const filledWith = async (ranks: readonly number[]) => {
    await client.query('truncate thing');
    await client.query('insert into thing (rank) select unnest($1::integer[])', [ranks]);
  };

  it('are the same there and back while nothing changes, and together the whole list', async () => {
    await fc.assert(
      fc.asyncProperty(lists.ranks, lists.limit, lists.direction, async (ranks, limit, direction) => {
        await filledWith(ranks);
        const { there, back } = await walk(limit, direction, () => Promise.resolve());
        expect(back).toEqual(there.slice(0, -1));
        expect(there.flat()).toEqual(await whole(direction));
      }),
      { numRuns: 60 },
    );
  });

  it('show what stays once there and once back, in order, while rows come and go between them', async () => {
    await fc.assert(
      fc.asyncProperty(
        lists.ranks, lists.limit, lists.direction, fc.array(change, { minLength: 1, maxLength: 40 }), async (ranks, limit, direction, changes: Change[]) => {
          await filledWith(ranks);
          const before = new Set(await whole(direction));
          const left = [...changes];
          const { there, back, last } = await walk(limit, direction, async () => {
            const one = left.pop();
            if (one?.isAdded) await client.query('insert into thing (rank) values ($1)', [one.rank]);
            else if (one) await client.query('delete from thing where id = (select min(id) from thing where rank = $1)', [one.rank]);
          });
          const stayed = (await whole(direction)).filter((id) => before.has(id));
          const seen = (pages: readonly (readonly number[])[]) => pages.flat().filter((id) => stayed.includes(id));
          expect(seen(there)).toEqual(stayed);
          expect([...seen(back), ...seen([last])]).toEqual(stayed);
          expect(new Set(there.flat()).size).toBe(there.flat().length);
          expect(new Set(back.flat()).size).toBe(back.flat().length);
        },
      ),
      { numRuns: 150 },
    ); // prettier-ignore
  });
});
