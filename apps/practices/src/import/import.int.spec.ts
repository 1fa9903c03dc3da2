import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, UnitOfWork } from '#database';
import type { Principal } from '#identity';
import { MOST_PLACES } from '#problems';
import { eventually, testApp, type CallResult, type TestApp, pagesOf } from '#testing';
import { MAX_KEYS } from '#validation';
import { practicesApp } from '../practices.app.js';
import { gateOf } from '../../test/import-gate.js';
import { callWithForm, formOf, importFile } from '../../test/import-call.js';
import { ImportBatches } from './process-import/import-batches.js';

const caseStudies = readFileSync('demo/data/case-studies.csv', 'utf8');
const registry = readFileSync('demo/data/registry-628.ndjson', 'utf8');
const admin = { id: 'admin-1', roles: ['admin' as const] };
const steering = { id: 'steering-1', roles: ['steering' as const] };

const complete = (externalId: string, changes: object = {}) => ({
  externalId,
  originalLanguage: 'en',
  title: { en: `Practice ${externalId}` },
  organiser: { name: 'City' },
  range: 'regional-municipal',
  countries: ['FI'],
  period: { start: '2020' },
  dimensions: ['cultural'],
  aims: ['education'],
  objectives: { en: 'Learn.' },
  activities: { en: 'Courses.' },
  targetGroups: ['women'],
  funding: { unknown: true },
  ...changes,
});
const lines = (...rows: unknown[]) =>
  rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n');

describe('imports', () => {
  let practices: TestApp;
  let gate: ReturnType<typeof gateOf>;
  const cityA: Partial<Principal> = { id: 'client-a', roles: ['member-editor'], memberId: newId() };
  const cityB: Partial<Principal> = { id: 'client-b', roles: ['member-editor'], memberId: newId() };
  const suspended: Partial<Principal> = { id: 'client-c', roles: ['member-editor'], memberId: newId() };

  beforeAll(async () => {
    practices = await testApp(practicesApp, {
      env: { LRA_IMPORT_LIMIT: '2 MB' },
    });
    gate = gateOf(practices);
    gate.open();
    await practices.dataSource.query(
      `insert into member (id, name, status) values ($1, 'A', 'approved'), ($2, 'B', 'approved'), ($3, 'C', 'suspended')`,
      [cityA.memberId, cityB.memberId, suspended.memberId],
    );
  });
  afterAll(() => practices.close());

  const outbox = async (): Promise<Record<string, number>> => {
    const rows = await practices.dataSource.query<{ type: string; n: number }[]>(
      'select type, count(*)::integer as n from outbox group by type',
    );
    return Object.fromEntries(rows.map(({ type, n }) => [type.replace('eu.lra-network.practice.', ''), n]));
  };
  const finished = (started: CallResult, by: Partial<Principal> = admin) => {
    expect([started.status, started.body.errors]).toEqual([202, undefined]);
    return eventually(async () => {
      const job = await practices.call('GET', String(started.headers['location']), { by });
      return job.body.state === 'done' && job;
    });
  };
  const run = async (name: string, content: string | Buffer, call: Parameters<typeof importFile>[3] = {}) => {
    const job = await finished(await importFile(practices, name, content, { by: admin, ...call }));
    const rows = await practices.call('GET', `/v1/imports/${job.body.id}/rows?limit=100`, { by: admin });
    return { job: job.body, counts: job.body.counts, rows: rows.body.items };
  };
  const none = { added: 0, updated: 0, unchanged: 0, withdrawn: 0, failed: 0 };

  it('adds the 37 case studies, then nothing and no event, then only the row with a changed cell', async () => {
    const first = await run('case-studies.csv', caseStudies);
    expect(first.job).toMatchObject({
      state: 'done',
      profile: 'case-studies',
      source: 'case-studies',
      as: 'published',
      dryRun: false,
      total: 37,
      processed: 37,
    });
    expect(first.counts).toEqual({ ...none, added: 37 });
    expect(await outbox()).toEqual({ 'published.v1': 37 });
    expect(await practices.dataSource.query(`select distinct data ->> 'importId' as import from outbox`)).toEqual([
      { import: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    ]);

    expect((await run('again.csv', caseStudies)).counts).toEqual({ ...none, unchanged: 37 });
    expect(await outbox()).toEqual({ 'published.v1': 37 });

    const changed = await run('changed.csv', caseStudies.replace('Ville de Roubaix', 'Mairie de Roubaix'));
    expect(changed.counts).toEqual({ ...none, updated: 1, unchanged: 36 });
    expect(changed.rows[0]).toMatchObject({ number: 1, externalId: 'cs-01', outcome: 'updated' });
    expect(await outbox()).toEqual({ 'published.v1': 37, 'updated.v1': 1 });

    const list = await practices.call('GET', '/v1/practices?total=true&complete=false');
    expect(list.body.total).toBe(37);
    const practice = await practices.call('GET', `/v1/practices/${changed.rows[0].practiceId}`);
    expect(practice.body).toMatchObject({
      status: 'published',
      version: 2,
      ownerMemberId: null,
      provenance: {
        kind: 'import', source: 'case-studies', externalId: 'cs-01', profile: 'case-studies', mappingVersion: 2,
        importId: changed.job.id, retrievedAt: expect.any(String), receivedAt: expect.any(String),
      },
      factSheet: { organiser: { name: 'Mairie de Roubaix' } },
    }); // prettier-ignore
  });

  it('are listed to the member that sent them, with their counts so far, and all of them to the operator', async () => {
    const own = (await run('own.ndjson', lines(complete('listed-1'), complete('listed-2')), { by: cityA })).job;
    const list = async (by: Partial<Principal>, query = '') =>
      (await practices.call('GET', `/v1/imports?total=true&${query}`, { by })).body;
    expect(await list(cityA)).toMatchObject({ items: [own], total: 1, next: null });
    expect(await list(cityB)).toMatchObject({ items: [], total: 0 });
    expect(await list(suspended)).toMatchObject({ items: [], total: 0 });
    expect(await list(cityA, 'state=running&state=failed')).toMatchObject({ items: [], total: 0 });
    expect((await list(admin)).items).toContainEqual(own);
    expect((await practices.call('GET', '/v1/imports')).status).toBe(401);
  });

  it('reports rows that contradict themselves, with their values', async () => {
    const { rows } = await run('case-studies.csv', caseStudies);
    const warned = rows.filter((row: { warnings: unknown[] }) => row.warnings.length > 0);
    expect(warned.length).toBeGreaterThan(0);
    expect(warned.flatMap((row: { warnings: { code: string }[] }) => row.warnings.map(({ code }) => code))).toContain(
      'import.period-conflict',
    );
  });

  it('adds the registry of 628, and continues after a crash without duplicates', async () => {
    const batches = practices.app.get(ImportBatches);
    gate.close();
    const before = (await outbox())['published.v1'] ?? 0;
    const started = await importFile(practices, 'registry.ndjson', registry, { by: steering });
    const look = async () => (await practices.call('GET', String(started.headers['location']), { by: steering })).body;
    expect(await look()).toMatchObject({
      state: 'queued',
      processed: 0,
      total: 628,
      profile: 'registry-628',
      counts: none,
    });

    await gate.next();
    expect(await look()).toMatchObject({ state: 'running', processed: 200, counts: { ...none, added: 200 } });
    const crash = practices.app.get(UnitOfWork).run(async () => {
      await batches.next(started.body.id);
      throw new Error('killed before the commit');
    });
    await expect(crash).rejects.toThrow('killed');
    expect((await look()).processed).toBe(200);
    gate.open();
    await finished(started, steering);

    expect((await look()).counts).toEqual({ ...none, added: 628 });
    expect((await outbox())['published.v1']).toBe(before + 628);
    expect((await practices.call('GET', '/v1/practices?total=true&limit=1')).body.total).toBe(37 + 628);
  });

  it('shares the rows of one job among instances and processes each once', async () => {
    const batches = practices.app.get(ImportBatches);
    gate.close();
    const started = await importFile(practices, 'r.ndjson', registry, { by: admin, fields: { source: 'shared' } });
    await Promise.all([1, 2, 3].map(async () => { for (let n = 0; n < 5; n += 1) await batches.next(started.body.id); })); // prettier-ignore
    gate.open();
    expect((await finished(started)).body.counts).toEqual({ ...none, added: 628 });
  });

  it('ends each row of a bad file with its reason', async () => {
    const file = lines(
      complete('ok'), '{broken', { ...complete('x'), range: 'moon' }, { ...complete('y'), extra: 1 }, complete('ok'), 'null', [1],
      { ...complete(''), externalId: undefined }, { ...complete(''), externalId: 815 }, { ...complete('z'), title: { en: 'null \u0000 byte' } }, complete('last'),
    ); // prettier-ignore
    const { rows, counts } = await run('bad.ndjson', file, { fields: { source: 'bad' } });
    expect(
      rows.map((row: { outcome: string; errors: { pointer: string; code: string }[] }) => [
        row.outcome,
        ...row.errors.map(({ pointer, code }) => `${pointer} ${code}`),
      ]),
    ).toEqual([
      ['added'],
      ['failed', ' import.not-json'],
      ['failed', expect.stringMatching(/^\/range /)],
      ['failed', '/extra unknown-field'],
      ['failed', '/externalId import.duplicate-id'],
      ['failed', '/externalId import.external-id', ' is-object'],
      ['failed', '/externalId import.external-id', ' is-object'],
      ['failed', '/externalId import.external-id'],
      ['failed', '/externalId import.external-id'],
      ['failed', '/title/en null-byte'],
      ['added'],
    ]);
    expect(rows[8].errors[0].detail).toBe('externalId must be a string');
    expect(counts).toEqual({ ...none, added: 2, failed: 9 });
  });

  it('lists rows by outcome and page by page', async () => {
    const { job } = await run('p.ndjson', lines(...['a', 'b', 'c'].map((id) => complete(id)), '{', complete('d')), {
      fields: { source: 'pages' },
    });
    const path = `/v1/imports/${job.id}/rows`;
    expect((await practices.call('GET', `${path}?outcome=failed&total=true`, { by: admin })).body).toMatchObject({
      total: 1,
      next: null,
      items: [{ number: 4 }],
    });
    const first = await practices.call('GET', `${path}?limit=3&outcome=added`, { by: admin });
    const second = await practices.call('GET', `${path}?limit=3&outcome=added&cursor=${first.body.next}`, {
      by: admin,
    });
    expect([...first.body.items, ...second.body.items].map(({ number }: { number: number }) => number)).toEqual([
      1, 2, 3, 5,
    ]);
    expect(second.body.next).toBeNull();
    const get = (one: string) => practices.call('GET', one, { by: admin });
    const { there, back } = await pagesOf(get, `${path}?limit=1&outcome=added`);
    expect([there.length, back]).toEqual([4, there]);
    for (const query of [
      'cursor=x',
      'outcome=lost',
      'limit=0',
      'page=2',
      `cursor=${Buffer.from(`["imports/${job.id}/rows","x"]`).toString('base64url')}`,
    ]) {
      expect((await practices.call('GET', `${path}?${query}`, { by: admin })).status).toBe(422);
    }
  });

  it('stores only the job in a trial run', async () => {
    const before = [await outbox(), await practices.dataSource.query('select count(*) from practice')];
    const { job, counts, rows } = await run('try.ndjson', lines(complete('t1'), '{'), {
      fields: { source: 'tried', dryRun: 'true' },
    });
    expect([job.dryRun, counts]).toEqual([true, { ...none, added: 1, failed: 1 }]);
    expect(rows[0].practiceId).toBeNull();
    expect([await outbox(), await practices.dataSource.query('select count(*) from practice')]).toEqual(before);
  });

  it('limits the number of places it reports for a row', async () => {
    const unknown = Object.fromEntries(Array.from({ length: MAX_KEYS - 20 }, (_, n) => [`k${n}`, n]));
    const { rows } = await run('wrong.ndjson', lines({ ...complete('', unknown), externalId: 7 }, '{"a":1,"a":2}'));
    expect(rows[0].errors).toHaveLength(MOST_PLACES);
    expect(rows[0].errors[0].pointer).toBe('/externalId');
    expect(rows[1].errors).toMatchObject([{ pointer: '/a', code: 'duplicate-key' }]);
  });

  it("makes a member's rows practices of that member, submitted and therefore complete, or drafts", async () => {
    const { job, rows, counts } = await run(
      'm.ndjson',
      lines(complete('m1'), { ...complete('m2'), objectives: {}, aims: [] }),
      { by: cityA },
    );
    expect(job).toMatchObject({ as: 'submitted', source: 'import' });
    expect(counts).toEqual({ ...none, added: 1, failed: 1 });
    expect(rows[1].errors).toEqual([
      { pointer: '/aims', code: 'missing', detail: expect.any(String) },
      { pointer: '/objectives', code: 'missing', detail: expect.any(String) },
    ]);
    const practice = await practices.call('GET', `/v1/practices/${rows[0].practiceId}`, { by: cityA });
    expect(practice.body).toMatchObject({ status: 'submitted', ownerMemberId: cityA.memberId });
    const again = await run('m.ndjson', lines(complete('m1')), { by: cityA });
    expect(again.counts).toEqual({ ...none, unchanged: 1 });
    const drafts = await run('d.ndjson', lines({ ...complete('m3'), aims: [] }), {
      by: cityA,
      fields: { as: 'draft' },
    });
    expect(drafts.counts).toEqual({ ...none, added: 1 });
    const handedIn = await run('d.ndjson', lines(complete('m3')), { by: cityA });
    expect(handedIn.counts).toEqual({ ...none, updated: 1 });
  });

  it('opens a version in work beside a published practice, and publishes nothing', async () => {
    const published = await run('w.ndjson', lines(complete('w1')), { fields: { source: 'beside' } });
    const id = published.rows[0].practiceId as string;
    const work = await run('w.ndjson', lines(complete('w1', { aims: ['health'] })), {
      fields: { source: 'beside', as: 'draft' },
    });
    expect(work.counts).toEqual({ ...none, updated: 1 });
    expect((await practices.call('GET', `/v1/practices/${id}`)).body.factSheet.aims).toEqual(['education']);
    expect(
      (await practices.call('GET', `/v1/practices/${id}?version=draft`, { by: steering })).body.factSheet.aims,
    ).toEqual(['health']);
    const blocked = await run('w.ndjson', lines(complete('w1', { aims: ['training'] })), {
      fields: { source: 'beside' },
    });
    expect([blocked.counts, blocked.rows[0].errors[0].code]).toEqual([{ ...none, failed: 1 }, 'practice.in-work']);
  });

  it('treats a changed contact as a change, and keeps it out of every event', async () => {
    const row = (email: string) =>
      lines(complete('c1', { contacts: [{ name: 'Aino', email, consentToPublish: false }] }));
    await run('c.ndjson', row('a@city.example'), { fields: { source: 'contacts' } });
    expect((await run('c.ndjson', row('a@city.example'), { fields: { source: 'contacts' } })).counts).toEqual({
      ...none,
      unchanged: 1,
    });
    expect((await run('c.ndjson', row('b@city.example'), { fields: { source: 'contacts' } })).counts).toEqual({
      ...none,
      updated: 1,
    });
    const leaks = await practices.dataSource.query(
      `select 1 from outbox where data::text like '%city.example%' union all select 1 from import_row where raw is not null`,
    );
    expect(leaks).toEqual([]);
  });

  describe('a key', () => {
    const sources = ['case-studies', 'registry-628', 'import', 'common-register', cityA.memberId!, undefined];

    it.each(sources)('is its owner’s own, whatever source they name: %s', async (source) => {
      const id = `own-${newId()}`;
      const fields = { as: 'draft', ...(source === undefined ? {} : { source }) };
      const add = async (by: Partial<Principal>, title: string) => {
        const { counts, rows } = await run('own.ndjson', lines(complete(id, { title: { en: title } })), { by, fields });
        return { counts, practiceId: rows[0].practiceId as string };
      };
      const owners = [cityB, steering, cityA, admin];
      const added: string[] = [];
      for (const by of owners.slice(0, 3)) {
        const { counts, practiceId } = await add(by, 'First');
        expect(counts).toEqual({ ...none, added: 1 });
        added.push(practiceId);
      }
      // Operators and the secretariat share the practices without a member.
      expect(await add(admin, 'Second')).toEqual({ counts: { ...none, updated: 1 }, practiceId: added[1] });
      const titles = await Promise.all(
        added.map(async (practiceId) => (await practices.call('GET', `/v1/practices/${practiceId}`, { by: steering })).body.factSheet.title.en), // prettier-ignore
      );
      expect(titles).toEqual(['First', 'Second', 'First']);
      await practices.call('POST', `/v1/practices/${added[0]}/withdrawal`, {
        by: cityB, headers: { 'if-match': '*' }, body: { reason: 'Mine.' },
      }); // prettier-ignore
      expect(await add(steering, 'Third')).toEqual({ counts: { ...none, updated: 1 }, practiceId: added[1] });
      const back = await run('own.ndjson', lines(complete(id)), { by: cityB, fields });
      expect([back.counts, back.rows[0].errors[0].code]).toEqual([{ ...none, failed: 1 }, 'import.withdrawn']);
    });
  });

  it.each([
    ['published', { by: admin, fields: { source: 'merging' } }],
    ['submitted', { by: cityB, fields: { source: 'merging' } }],
  ])('fails a row whose %s practice was merged into another, and says so; the same row again is unchanged', async (as, call) => {
    const { job, rows } = await run('one.ndjson', lines(complete('a')), call);
    const into = await run('other.ndjson', lines(complete('b')), { fields: { source: 'merged-into' } });
    const merged = await practices.call('POST', `/v1/practices/${rows[0].practiceId}/merger`, {
      by: steering, body: { into: into.rows[0].practiceId, reason: 'The same.' }, headers: { 'if-match': '*' },
    });
    expect([job.as, merged.status]).toEqual([as, 200]);
    const again = await run('again.ndjson', lines(complete('a', { title: { en: 'Changed' } })), call);
    expect([again.counts, again.rows[0].errors]).toMatchObject([{ ...none, failed: 1 }, [{ code: 'practice.merged' }]]);
    expect((await run('same.ndjson', lines(complete('a')), call)).counts).toEqual({ ...none, unchanged: 1 });
  }); // prettier-ignore

  it('fails a row that names a partner by an unknown member id, and imports the others', async () => {
    const rows = [
      complete('p1', { partners: [{ memberId: cityA.memberId }] }),
      complete('p2', { partners: [{ memberId: newId() }] }),
    ];
    const { counts, rows: ended } = await run('p.ndjson', lines(...rows), { fields: { source: 'partners' } });
    expect(counts).toEqual({ ...none, added: 1, failed: 1 });
    expect(ended[1].errors).toMatchObject([{ pointer: '/partners/0/memberId', code: 'no-member' }]);
  });

  it('lets only those import who have the right', async () => {
    const statusOf = async (by: Partial<Principal> | undefined, fields = {}) => {
      const form = formOf(fields, [{ name: 'f.ndjson', content: '{' }]);
      const boundary = /--(\S+)/.exec(form.toString())![1]!;
      return (
        await practices.call('POST', '/v1/imports', {
          by,
          body: form,
          headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
        })
      ).status;
    };
    expect(await statusOf(undefined)).toBe(401);
    expect(await statusOf({ roles: ['reviewer'] })).toBe(403);
    expect(await statusOf(cityA, { as: 'published' })).toBe(403);
    expect(await statusOf(suspended)).toBe(403);
    expect(await statusOf({ roles: ['member-editor'] })).toBe(403);
    const own = await run('own.ndjson', lines(complete('o1')), { by: cityA });
    const path = `/v1/imports/${own.job.id}`;
    expect((await practices.call('GET', path, { by: { ...cityA, id: 'colleague' } })).status).toBe(200);
    expect((await practices.call('GET', path, { by: steering })).status).toBe(200);
    expect((await practices.call('GET', path, { by: cityB })).status).toBe(404);
    expect((await practices.call('GET', `${path}/rows`, { by: cityB })).status).toBe(404);
    expect((await practices.call('GET', path)).status).toBe(401);
    expect((await practices.call('GET', '/v1/imports/no-id', { by: admin })).status).toBe(422);
    expect((await practices.call('GET', `/v1/imports/${newId()}`, { by: admin })).status).toBe(404);
  });

  it('refuses an invalid form or file, names the place and stores nothing', async () => {
    const before = await practices.dataSource.query('select count(*) from import_job');
    const row = { name: 'a.ndjson', content: lines(complete('f1')) };
    const refused: [Buffer, number, string][] = [
      [formOf({}, []), 422, '/file'],
      [formOf({}, [row, row]), 422, '/file'],
      [formOf({}, [{ ...row, field: 'upload' }]), 422, '/upload'],
      [formOf({ mode: 'fast' }, [row]), 422, '/mode'],
      [formOf({ as: ['draft', 'draft'] }, [row]), 422, '/as'],
      [formOf({ as: 'secret' }, [row]), 422, '/as'],
      [formOf({ dryRun: 'maybe' }, [row]), 422, '/dryRun'],
      [formOf({ profile: 'nobody' }, [row]), 422, '/profile'],
      [formOf({ profile: 'plain' }, [{ name: 'a.csv', content: 'externalId\n1\n' }]), 422, '/profile'],
      [formOf({ source: 'a b' }, [row]), 422, '/source'],
      [formOf({ source: 'x'.repeat(2000) }, [row]), 422, '/source'],
      [formOf({}, [{ name: 'a.ndjson', content: '' }]), 422, '/file'],
      [formOf({}, [{ name: 'a.csv', content: '' }]), 422, '/file'],
      [formOf({}, [{ name: 'a.csv', content: caseStudies.split('\n')[0]! }]), 422, '/file'],
      [formOf({}, [{ name: 'a.csv', content: 'colour,size\nred,1\n' }]), 422, '/file'],
      [formOf({}, [{ name: 'a.csv', content: 'externalId,title\n1,x\n' }]), 422, '/file'],
      [formOf({}, [{ name: 'a.json', content: '{}' }]), 422, '/file'],
      [formOf({}, [{ name: 'a.json', content: '[]' }]), 422, '/file'],
      [formOf({}, [{ name: 'a.xlsx', content: 'PK\x03\x04' }]), 422, '/file'],
      [formOf({}, [{ name: 'a.csv', content: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe, 0x00]) }]), 422, '/file'],
      [formOf({}, [{ name: 'a.ndjson', content: Buffer.alloc(2_000_001, 'x') }]), 413, ''],
      [formOf({}, [row]).subarray(0, 200), 400, ''],
    ];
    for (const [form, status, pointer] of refused) {
      const answer = await callWithForm(practices, form, { by: admin });
      expect([answer.status, answer.body.errors?.[0].pointer ?? '']).toEqual([status, pointer]);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    }
    const unknown = await callWithForm(practices, formOf({}, [{ name: 'a.csv', content: 'colour\nred\n' }]));
    expect(unknown.body.detail).toContain('no column from a known profile (case-studies)');
    expect((await practices.call('POST', '/v1/imports', { by: admin, body: {} })).status).toBe(415);
    expect((await practices.call('POST', '/v1/imports?dryRun=true', { by: admin, body: {} })).status).toBe(422);
    expect(await practices.dataSource.query('select count(*) from import_job')).toEqual(before);
  });

  it('names the columns that are missing or unknown, and the profile that cannot read this kind of file', async () => {
    const [header = '', row = ''] = caseStudies.split('\n');
    const refusal = async (name: string, content: string, fields = {}) => {
      const { status, body } = await importFile(practices, name, content, { fields });
      return [status, body.code, body.errors?.[0].pointer, body.errors?.[0].detail];
    };
    expect(await refusal('a.csv', `${header.trim().replace('Country', 'Land')}\n${row}`)).toEqual([
      422, 'import.header-unknown', '/file',
      'The header does not match case-studies. Missing: "Country". Unknown there: "Land". Correct it, name a profile, or send fact sheets as JSON or NDJSON.',
    ]);
    expect(await refusal('a.csv', 'colour;size\nred;1\n', { profile: 'case-studies' })).toEqual([
      422, 'import.header-unknown', '/file', expect.stringContaining('the separator seems to be ";"'),
    ]);
    for (const profile of ['registry-628', 'plain'])
      expect(await refusal('a.csv', `${header}\n${row}`, { profile })).toEqual([
        422, expect.any(String), '/profile',
        `The profile ${profile} reads ndjson and json, not csv: its rows contain lists and numbers, which cells cannot represent. Profiles for csv: case-studies.`,
      ]);
  }); // prettier-ignore

  it('accepts forms at its own address only', async () => {
    const form = formOf({}, [{ name: 'a.ndjson', content: lines(complete('g1')) }]);
    expect((await callWithForm(practices, form, { by: steering, path: '/v1/practices' })).status).toBe(415);
    expect((await callWithForm(practices, form, { by: { roles: ['reviewer'] }, path: '/v1/practices' })).status).toBe(
      403,
    );
  });

  it('answers a repeated Idempotency-Key with the first job, whatever the fields, and refuses it for another file', async () => {
    const call = { by: admin, headers: { 'idempotency-key': 'import-1' }, fields: { source: 'key' } };
    const first = await importFile(practices, 'k.ndjson', lines(complete('k1')), call);
    await finished(first);
    const again = await importFile(practices, 'k.ndjson', lines(complete('k1')), call);
    expect(again.body).toEqual(first.body);
    expect(again.headers['location']).toBe(first.headers['location']);
    const other = await importFile(practices, 'k.ndjson', lines(complete('k2')), call);
    expect(other.body).toMatchObject({ status: 422, code: 'idempotency-key.reused' });
    const both = await Promise.all(
      [1, 2].map(() =>
        importFile(practices, 'k.ndjson', lines(complete('k3')), {
          ...call,
          headers: { 'idempotency-key': 'import-2' },
        }),
      ),
    );
    expect(both[0]!.body).toEqual(both[1]!.body);
    const mine = await importFile(practices, 'k.ndjson', lines(complete('k2')), { ...call, by: steering });
    expect(mine.status).toBe(202);
  });
});
