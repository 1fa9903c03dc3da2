import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { newId } from '#database';
import type { Principal } from '#identity';
import { testApp, type TestApp } from '#testing';
import { gateOf } from '../../../test/import-gate.js';
import { practicesApp } from '../../practices.app.js';
import { known } from '../../practice/practice.example.js';
import { PracticeRepository } from '../../practice/practice.repository.js';
import { importFile } from '../../../test/import-call.js';
import { BATCH } from './import-batches.js';

const secretary: Partial<Principal> = { id: 'secretary', roles: ['steering'] };
const editorOf = (memberId: string, id: string): Partial<Principal> => ({ id, roles: ['member-editor'], memberId });

describe('imports that wait', () => {
  let practices: TestApp;
  let gate: ReturnType<typeof gateOf>;
  const [a, b] = [newId(), newId()];

  beforeAll(async () => {
    practices = await testApp(practicesApp);
    gate = gateOf(practices);
    await practices.dataSource.query(
      `insert into member (id, name, status) values ($1, 'A', 'approved'), ($2, 'B', 'approved')`,
      [a, b],
    );
  });
  afterAll(() => {
    gate.open();
    return practices.close();
  });

  const next = () => gate.next();
  const allDone = async () => {
    let turns = 0;
    while (await next()) turns += 1;
    return turns;
  };
  beforeEach(allDone);

  const add = async (by: Partial<Principal>, rows: readonly object[] | string, source: string) => {
    const content = typeof rows === 'string' ? rows : rows.map((row) => JSON.stringify(row)).join('\n');
    const { status, body } = await importFile(practices, 'rows.ndjson', content, {
      by,
      fields: { source, as: 'draft' },
    });
    expect(status).toBe(202);
    return async () => (await practices.call('GET', `/v1/imports/${body.id}`, { by: secretary })).body;
  };
  const rows = (count: number) => Array.from({ length: count }, () => ({ originalLanguage: 'none' }));
  const sheet = (externalId: string) => ({ externalId, originalLanguage: 'en', title: { en: externalId } });
  const processed = async (jobs: readonly (() => Promise<{ processed: number }>)[]) =>
    Promise.all(jobs.map(async (job) => (await job()).processed));

  it('take turns by owner, then by file, however many or big the files of one owner are; files of one source keep their order', async () => {
    const many = [];
    for (const editor of ['a1', 'a2', 'a3'])
      many.push(await add(editorOf(a, editor), rows(3 * BATCH), `big-${editor}`));
    const after = await add(editorOf(a, 'a1'), rows(1), 'big-a1');
    const others = [await add(editorOf(b, 'b1'), rows(2 * BATCH), 's'), await add(secretary, rows(1), 's')];

    for (let turn = 0; turn < 3; turn += 1) await next();
    expect([await processed(many), await processed(others)]).toEqual([
      [BATCH, 0, 0],
      [BATCH, 1],
    ]);

    const late = await add(secretary, rows(1), 'late');
    for (let turn = 0; turn < 3; turn += 1) await next();
    expect([await processed(many), await processed(others), await processed([late])]).toEqual([
      [BATCH, BATCH, 0],
      [2 * BATCH, 1],
      [1],
    ]);

    while (await next()) {
      const [first, second] = await processed([many[0]!, after]);
      expect(second).toBe(first === 3 * BATCH ? second : 0);
    }
    expect(await processed([...many, after])).toEqual([3 * BATCH, 3 * BATCH, 3 * BATCH, 1]);
  });

  it('spend few turns on unreadable rows, and count them in their turn', async () => {
    const job = await add(secretary, `${JSON.stringify(sheet('first'))}\n${'{broken\n'.repeat(12_000)}{}`, 'broken');
    expect(await job()).toMatchObject({ processed: 0, counts: { added: 0, failed: 0 } });
    expect(await allDone()).toBeLessThan(5);
    expect(await job()).toMatchObject({ state: 'done', processed: 12_002, counts: { added: 1, failed: 12_001 } });
  });

  it('fail only the row that cannot be stored, and no row of a file that came meanwhile', async () => {
    const repository = practices.app.get(PracticeRepository);
    const save = repository.save.bind(repository);
    let failing = (): void => undefined;
    // Begun out here: what a batch calls is part of its transaction.
    const meanwhile = new Promise<void>((resolve) => (failing = resolve)).then(() =>
      add(editorOf(b, 'b1'), [sheet('x')], 'meanwhile'),
    );
    const spy = jest.spyOn(repository, 'save').mockImplementation(async (tx, stored) => {
      if (stored.some(({ work }) => work?.factSheet.title['en'] === 'bad')) {
        failing();
        await meanwhile;
        throw new Error('a defect');
      }
      await save(tx, stored);
    });
    const job = await add(editorOf(a, 'a1'), ['good', 'bad', 'better'].map(sheet), 'defect');
    await allDone();
    spy.mockRestore();
    expect([(await job()).counts, (await (await meanwhile)()).counts]).toMatchObject([
      { added: 2, failed: 1 },
      { added: 1, failed: 0 },
    ]);
  });

  describe('end with the right to them', () => {
    const member = newId();
    const editor = { roles: ['member-editor'], memberId: member } as const;
    const secretariat = { roles: ['steering'] } as const;
    it.each<[string, Partial<Principal>, Partial<Principal> | undefined, status: string, goesOn: boolean]>([
      ['an editor who has ended', editor, { roles: [] }, 'approved', false],
      ['an editor who acts for another member now', editor, { ...editor, memberId: newId() }, 'approved', false],
      ['an editor who is a reviewer of the member now', editor, { ...editor, roles: ['reviewer'] }, 'approved', false],
      ['an editor of a member that was suspended', editor, editor, 'suspended', false],
      ['an editor of a member that has ended', editor, editor, 'ended', false],
      ['an editor', editor, editor, 'approved', true],
      ['an editor of whom nothing was told yet', editor, undefined, 'approved', true],
      ['a secretary whose mandate is over', secretariat, { roles: [] }, 'approved', false],
      ['a secretary who is an official now', secretariat, { roles: ['official'] }, 'approved', false],
      ['a secretary', secretariat, secretariat, 'approved', true],
    ])('of %s', async (_, had, has, status, goesOn) => {
      const id = newId();
      const set = (present: string) =>
        practices.dataSource.query(
          `insert into member (id, name, status) values ($1, 'C', $2) on conflict (id) do update set status = $2`,
          [member, present],
        );
      await set('approved');
      const job = await add({ id, ...had }, rows(BATCH + 1), id);
      await next();
      await set(status);
      if (has) await known(practices, { id, ...has });
      expect(await next()).toBe(true);
      expect(await next()).toBe(false);
      expect(await job()).toMatchObject({
        state: goesOn ? 'done' : 'cancelled',
        processed: goesOn ? BATCH + 1 : BATCH,
        finishedAt: expect.any(String),
      });
      expect(await practices.dataSource.query('select 1 from import_row where raw is not null')).toEqual([]);
    });
  });
});
