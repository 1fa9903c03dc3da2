import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, UnitOfWork } from '#database';
import { statementsOf, testApp, type TestApp } from '#testing';
import { practicesApp } from '../practices.app.js';
import { completeSheet, editorOf } from './practice.example.js';
import { Practice } from './practice.js';
import { PracticeRepository } from './practice.repository.js';

const PARTNER = newId();
const at = new Date('2027-01-01T00:00:00.000Z');
const source = { by: 'import', as: [], at } as const;
const originOf = (externalId: string) =>
  ({ id: newId(), ownerMemberId: null, provenance: { kind: 'import', source: 'registry', externalId } }) as const;

describe('storing practices in bulk', () => {
  let app: TestApp;
  let practices: PracticeRepository;
  let work: UnitOfWork;
  beforeAll(async () => {
    app = await testApp(practicesApp);
    practices = app.app.get(PracticeRepository);
    work = app.app.get(UnitOfWork);
  });
  afterAll(() => app.close());

  it('keeps each practice with its content, contacts and events, and finds it by its id in the source', async () => {
    const externalIds = Array.from({ length: 300 }, (_, n) => `row ${n}`);
    const sheetOf = (externalId: string) =>
      completeSheet({ title: { it: externalId }, contacts: [{ name: externalId, consentToPublish: true }] });
    await work.run((tx) =>
      practices.save(
        tx,
        externalIds.map((id) => Practice.takenOver(originOf(id), sheetOf(id), source)),
      ),
    );
    await work.run(async (tx) => {
      const found = await practices.bySourceForUpdate(tx, null, 'registry', [...externalIds, 'row 1000']);
      expect([...found.keys()].sort()).toEqual([...externalIds].sort());
      for (const [externalId, practice] of found) {
        expect(practice).toMatchObject({
          status: 'published',
          revision: 1,
          publishedAt: at,
          provenance: { externalId },
        });
        expect(practice.published?.contacts).toEqual([{ name: externalId, consentToPublish: true }]);
        expect(practice.sameContent(sheetOf(externalId), 'published')).toBe(true);
      }
      const changed = [...found.values()].slice(0, 3);
      for (const practice of changed) practice.takeOver(completeSheet(), source);
      await practices.save(tx, changed);
      expect(await practices.bySourceForUpdate(tx, null, 'elsewhere', externalIds)).toEqual(new Map());
    });
    const [counts] = await app.dataSource.query(
      `select (select count(*)::integer from practice_version where shown) as shown, (select count(*)::integer from practice_version) as versions,
              (select count(*)::integer from outbox where type like '%published.v1') as published,
              (select count(*)::integer from outbox where type like '%updated.v1' and sequence = 2) as updated`,
    );
    expect(counts).toEqual({ shown: 300, versions: 303, published: 300, updated: 3 });
  });

  it('refuses a second practice under the same id of a source', async () => {
    const twice = [originOf('twice'), originOf('twice')].map((origin) =>
      Practice.draft(origin, completeSheet(), source),
    );
    await expect(work.run((tx) => practices.save(tx, twice))).rejects.toMatchObject({ driverError: { code: '23505' } });
  });

  it('sends and stores the content of a version with the step that writes it, and with no other', async () => {
    const practice = Practice.draft(originOf('once'), completeSheet({ notes: { en: 'Said once.' } }), source);
    const sentWith = async (take: () => void): Promise<boolean> => {
      take();
      const asked: string[] = [];
      await work.run((tx) => {
        const query = tx.query.bind(tx);
        const watched = Object.assign(Object.create(tx) as typeof tx, {
          query: (sql: string, parameters?: unknown[]) => {
            asked.push(JSON.stringify(parameters));
            return query(sql, parameters);
          },
        });
        return practices.save(watched, [practice]);
      });
      return asked.some((parameters) => parameters.includes('Said once.'));
    };
    const act = { by: 'x', as: ['owner' as const, 'steering' as const], at };
    expect(await sentWith(() => undefined)).toBe(true);
    expect(await sentWith(() => practice.submit(null, act))).toBe(false);
    expect(await practices.get(practice.id)).toMatchObject({
      status: 'submitted',
      work: { state: 'submitted', factSheet: { notes: { en: 'Said once.' } }, contacts: [{ name: 'Ada Public' }, {}] },
    });
  });

  it('makes at most five round trips for a create with partners, and two more under an Idempotency-Key', async () => {
    const by = await editorOf(app, newId());
    await editorOf(app, PARTNER);
    const body = completeSheet({ partners: [{ memberId: PARTNER }] });
    const roundTrips = async (headers = {}) => {
      const statements = await statementsOf(async (trace) => {
        const { status } = await app.call('POST', '/v1/practices', { by, body, headers: { ...headers, ...trace } });
        expect(status).toBe(201);
      });
      expect(statements.filter(({ text }) => text.includes('insert into practice '))).toHaveLength(1);
      return statements.length;
    };
    expect(await roundTrips()).toBeLessThanOrEqual(5);
    expect(await roundTrips({ 'idempotency-key': newId() })).toBeLessThanOrEqual(7);
  });
});
