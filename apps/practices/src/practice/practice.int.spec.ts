import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Principal } from '#identity';
import { newId } from '#database';
import { testApp, type TestApp } from '#testing';
import { FactSheetDto } from '../fact-sheet/fact-sheet.dto.js';
import { fieldsOf } from '../fact-sheet/fact-sheet.fields.js';
import { practicesApp } from '../practices.app.js';
import { completeSheet, draft, editorOf, publish, steering, step } from './practice.example.js';

describe('a practice', () => {
  let app: TestApp;
  let owner: Partial<Principal>;
  let other: Partial<Principal>;
  beforeAll(async () => {
    app = await testApp(practicesApp);
    owner = await editorOf(app, newId());
    other = await editorOf(app, newId());
  });
  afterAll(() => app.close());

  const read = (id: string, by?: Partial<Principal>, query = '') =>
    app.call('GET', `/v1/practices/${id}${query}`, by ? { by } : {});
  const storedPractices = async () => Number((await app.dataSource.query('select count(*) from practice'))[0].count);

  it('goes from draft to published, with each step an event in one stream without gaps', async () => {
    const created = await app.call('POST', '/v1/practices', { by: owner, body: completeSheet() });
    expect(created).toMatchObject({
      status: 201,
      headers: { etag: '"1"', location: `/v1/practices/${created.body.id}` },
    });
    expect(created.body).toMatchObject({
      status: 'draft', version: 1, ownerMemberId: owner.memberId, provenance: { kind: 'direct', licence: 'CC-BY-4.0', receivedAt: expect.any(String) },
      completeness: { percent: 100, missing: [], explanation: [] }, publishedAt: null,
    }); // prettier-ignore
    const id = created.body.id as string;
    expect(await step(app, id, 'PUT', owner, completeSheet({ aims: ['training'] }))).toMatchObject({
      status: 200, headers: { etag: '"2"' }, body: { status: 'draft', factSheet: { aims: ['training'] } },
    }); // prettier-ignore
    expect(await step(app, id, 'submission', owner, { reason: 'ready' })).toMatchObject({
      status: 200,
      body: { status: 'submitted' },
    });
    const items = [{ pointer: '/objectives/en', comment: 'Say more.' }];
    expect(await step(app, id, 'change-request', steering, { items })).toMatchObject({
      body: { status: 'changes-requested' },
    });
    expect((await read(id, owner)).body).toMatchObject({ status: 'changes-requested', changeRequest: items });
    expect(await step(app, id, 'PUT', owner, completeSheet())).toMatchObject({ status: 200 });
    await step(app, id, 'submission', owner);
    expect(await step(app, id, 'publication', steering)).toMatchObject({
      status: 200,
      body: { status: 'published', version: 1 },
    });
    expect((await read(id)).body).toMatchObject({
      id,
      status: 'published',
      version: 1,
      publishedAt: expect.any(String),
    });
    expect(await step(app, id, 'withdrawal', owner, { reason: 'It has ended.' })).toMatchObject({
      status: 200,
      body: { status: 'withdrawn' },
    });

    const events = await app.dataSource.query(
      'select sequence, type, topic from outbox where stream_id = $1 order by sequence',
      [id],
    );
    const names = [
      'drafted', 'revised', 'submitted', 'changes-requested', 'revised', 'submitted', 'published', 'withdrawn',
    ]; // prettier-ignore
    expect(events).toEqual(
      names.map((name, index) => ({
        sequence: String(index + 1), type: `eu.lra-network.practice.${name}.v1`, topic: 'lra.practices.practice',
      })),
    ); // prettier-ignore
  });

  it('keeps showing its published version while the next one is in work', async () => {
    const id = await publish(app, owner);
    const next = completeSheet({ title: { it: 'Vivere', en: 'Live' } });
    expect(await step(app, id, 'PUT', owner, next)).toMatchObject({
      status: 200,
      body: { status: 'draft', version: 2 },
    });
    for (const by of [undefined, owner, steering]) {
      expect((await read(id, by)).body).toMatchObject({
        status: 'published',
        version: 1,
        factSheet: { title: { en: 'Live in Italy' } },
      });
    }
    for (const by of [owner, steering]) {
      expect((await read(id, by, '?version=draft')).body).toMatchObject({
        status: 'draft',
        version: 2,
        factSheet: next,
      });
    }
    expect((await read(id, other, '?version=draft')).status).toBe(404);
    expect((await read(id, undefined, '?version=draft')).status).toBe(404);
    await step(app, id, 'submission', owner);
    await step(app, id, 'publication', steering, { reason: 'shorter title' });
    expect((await read(id)).body).toMatchObject({ version: 2, factSheet: { title: { en: 'Live' } } });
    expect((await read(id, owner, '?version=draft')).status).toBe(404);
    const [last] = await app.dataSource.query(
      'select type, data from outbox where stream_id = $1 order by sequence desc limit 1',
      [id],
    );
    expect(last).toMatchObject({
      type: 'eu.lra-network.practice.updated.v1',
      data: { id, version: 2, title: { it: 'Vivere', en: 'Live' } },
    });
  });

  it('cannot be handed in incomplete: every missing field is named', async () => {
    const id = await draft(app, owner, { originalLanguage: 'en', title: { en: 'Only a title' } });
    const refused = await step(app, id, 'submission', owner);
    expect(refused).toMatchObject({ status: 422, body: { code: 'practice.not-complete' } });
    expect(refused.body.errors.map((place: { pointer: string }) => place.pointer)).toEqual([
      '/organiser', '/range', '/countries', '/period/start', '/dimensions', '/aims', '/objectives', '/activities', '/targetGroups', '/funding/sources',
    ]); // prettier-ignore
    expect((await read(id, owner)).headers['etag']).toBe('"1"');
  });

  it('can be read and written back without loss by its owner', async () => {
    const id = await draft(app, owner);
    const { body, headers } = await read(id, owner);
    expect(body.factSheet).toEqual(completeSheet());
    const written = await app.call('PUT', `/v1/practices/${id}`, {
      by: owner,
      headers: { 'if-match': String(headers['etag']) },
      body: body.factSheet,
    });
    expect(written.body.factSheet).toEqual(body.factSheet);
    expect(written.headers['etag']).toBe('"2"');
  });

  it('shows contacts without consent to its owner and the steering committee only', async () => {
    const id = await publish(app, owner);
    for (const by of [undefined, other]) {
      const { body } = await read(id, by);
      expect(body.factSheet.contacts).toEqual([
        { name: 'Ada Public', email: 'ada@example.org', consentToPublish: true },
      ]);
    }
    for (const by of [owner, steering]) expect((await read(id, by)).body.factSheet.contacts).toHaveLength(2);
    const listed = await app.call('GET', `/v1/practices?member=${owner.memberId}`);
    expect(JSON.stringify(listed.body)).not.toContain('Bob');
    const events = await app.dataSource.query('select data from outbox where stream_id = $1', [id]);
    expect(JSON.stringify(events)).not.toMatch(/Ada|Bob/);
  });

  it('is found by nobody’s name or address, and has no contact in versions, histories, and what other apps are told', async () => {
    const id = await publish(app, owner);
    for (const q of ['Bob', 'bob@example.org', 'Ada', 'ada@example.org']) {
      expect((await app.call('GET', `/v1/practices?q=${q}`)).body.items).toEqual([]);
    }
    for (const path of ['/versions', '/versions/1', '/versions/1/changes', '/history', '/similar']) {
      const { status, body } = await app.call('GET', `/v1/practices/${id}${path}`, { by: steering });
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toMatch(/Ada|Bob/);
    }
    const told = await app.call('GET', '/v1/snapshots/practices?limit=500');
    expect(JSON.stringify(told.body)).toContain(id);
    expect(JSON.stringify(told.body)).not.toMatch(/Ada|Bob/);
    const [row] = await app.dataSource.query<object[]>('select * from practice_version where practice_id = $1', [id]);
    expect(JSON.stringify(row)).not.toMatch(/ada|bob/i);
  });

  it('is changed only by who says which state it saw, and only in that state', async () => {
    const id = await draft(app, owner);
    const put = (headers: Record<string, string>) =>
      app.call('PUT', `/v1/practices/${id}`, { by: owner, headers, body: completeSheet() });
    expect(await put({})).toMatchObject({ status: 428, body: { code: 'if-match.missing' } });
    expect(await put({ 'if-match': '"7"' })).toMatchObject({ status: 412, headers: { etag: '"1"' } });
    for (const action of ['submission', 'withdrawal', 'publication', 'change-request']) {
      const body =
        action === 'withdrawal'
          ? { reason: 'r' }
          : action === 'change-request'
            ? { items: [{ pointer: '', comment: 'c' }] }
            : {};
      const by = { ...steering, ...owner, roles: ['steering' as const, 'member-editor' as const] };
      expect((await app.call('POST', `/v1/practices/${id}/${action}`, { by, body })).status).toBe(428);
    }
    const both = await Promise.all([put({ 'if-match': '"1"' }), put({ 'if-match': '"1"' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await read(id, owner)).headers['etag']).toBe('"2"');
    // As a compressing proxy passes it on.
    expect((await put({ 'if-match': '"1", W/"2"' })).status).toBe(200);
    expect(await put({ 'if-match': 'W/"2"' })).toMatchObject({ status: 412, headers: { etag: '"3"' } });
  });

  it('is not changed while it is submitted', async () => {
    const id = await draft(app, owner);
    await step(app, id, 'submission', owner);
    for (const by of [owner, steering]) {
      expect(await step(app, id, 'PUT', by, completeSheet())).toMatchObject({
        status: 409,
        body: { code: 'practice.state' },
      });
    }
    expect((await step(app, id, 'submission', owner)).status).toBe(409);
  });

  it('does not exist for others until it is published, and then is not theirs to change', async () => {
    const id = await draft(app, owner);
    for (const by of [undefined, other, { roles: ['reviewer' as const] }])
      expect((await read(id, by)).status).toBe(404);
    expect((await read(id, steering)).status).toBe(200);
    expect((await step(app, id, 'PUT', other, completeSheet())).status).toBe(404);
    expect((await step(app, id, 'withdrawal', other, { reason: 'r' })).status).toBe(404);
    await step(app, id, 'submission', owner);
    await step(app, id, 'publication', steering);
    expect(await step(app, id, 'PUT', other, completeSheet())).toMatchObject({
      status: 403,
      body: { code: 'practice.not-owner' },
    });
    expect(await step(app, id, 'withdrawal', other, { reason: 'r' })).toMatchObject({
      status: 403,
      body: { code: 'practice.not-owner' },
    });
  });

  it('answers 410 with the reason once it is withdrawn, and stays unknown to those who never saw it', async () => {
    const id = await publish(app, owner);
    await step(app, id, 'withdrawal', owner, { reason: 'It has ended.' });
    for (const by of [undefined, owner, steering]) {
      const gone = await read(id, by);
      expect(gone).toMatchObject({
        status: 410,
        body: { id, code: 'practice.withdrawn', reason: 'It has ended.', withdrawnAt: expect.any(String) },
      });
      expect(gone.headers['content-type']).toContain('application/problem+json');
    }
    expect((await step(app, id, 'PUT', owner, completeSheet())).status).toBe(410);
    const never = await draft(app, owner);
    await step(app, never, 'withdrawal', owner, { reason: 'A mistake.' });
    expect([(await read(never, owner)).status, (await read(never, other)).status, (await read(never)).status]).toEqual([
      410, 404, 404,
    ]);
  });

  it('is written by editors and the steering committee only, each to their part', async () => {
    const before = await storedPractices();
    const create = (by?: Partial<Principal>) =>
      app.call('POST', '/v1/practices', { ...(by ? { by } : {}), body: completeSheet() });
    expect(await create()).toMatchObject({ status: 401, body: { code: 'identity.missing' } });
    for (const role of ['reviewer', 'official', 'admin'] as const)
      expect((await create({ roles: [role] })).status).toBe(403);
    expect(await create({ roles: ['member-editor'] })).toMatchObject({
      status: 403,
      body: { code: 'practice.without-member' },
    });
    const unknown = await create({ roles: ['member-editor'], memberId: newId() });
    expect(unknown).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    expect(await storedPractices()).toBe(before);
    const id = await draft(app, owner);
    await step(app, id, 'submission', owner);
    expect((await step(app, id, 'publication', owner)).status).toBe(403);
    expect((await create(steering)).body).toMatchObject({ ownerMemberId: null });
    expect((await create({ ...steering, memberId: owner.memberId })).body).toMatchObject({
      ownerMemberId: owner.memberId,
    });
  });

  it('is created once for one Idempotency-Key', async () => {
    const before = await storedPractices();
    const once = () =>
      app.call('POST', '/v1/practices', { by: owner, headers: { 'idempotency-key': 'once' }, body: completeSheet() });
    const [first, second] = [await once(), await once()];
    expect(second).toMatchObject({
      status: 201,
      headers: { location: first.headers['location'], etag: '"1"' },
      body: first.body,
    });
    expect(await storedPractices()).toBe(before + 1);
  });

  it('comes back with all prose unchanged: emoji, right-to-left, combining accents, HTML, SQL', async () => {
    const texts = [
      '👩‍👩‍👧‍👦 flags 🇪🇺 and skin 👋🏽', 'مرحبا بكم في المدينة — שלום', 'e\u0301 and \u00e9, n\u0303, \u202Eright\u202C', '<script>alert("x")</script> &amp; <b>bold</b>',
      `'; drop table practice; -- $1 \\ %s {{x}}`, ' leading, trailing \n\r\n\ttabs ', '\u2028\ufeff',
    ]; // prettier-ignore
    const prose = { en: texts.join('\n') };
    const fields = fieldsOf(FactSheetDto).flatMap((field) => (field.prose === undefined ? [] : [field.name]));
    const sheet = completeSheet({
      ...Object.fromEntries(fields.map((field) => [field, prose])),
      title: { it: `${texts[0]}${texts[1]}`, ar: 'مرحبا', en: `${texts[3]}${texts[4]}` },
      organiser: { name: `${texts[4]}${texts[2]}` },
      beneficiaries: { count: 1, counted: { en: texts[3]! } },
      indicators: [{ name: { en: texts[4]! }, value: 0.1, unit: texts[1]! }],
      evaluation: { conducted: 'yes', summary: prose },
    });
    const id = await publish(app, owner, sheet);
    expect((await read(id, owner)).body.factSheet).toEqual(sheet);
    expect(
      (await app.call('GET', `/v1/practices?q=${encodeURIComponent('مرحبا')}`)).body.items.map(
        (item: { id: string }) => item.id,
      ),
    ).toEqual([id]);
  });

  it('takes the longest prose in many languages, with words that no search vector could hold', async () => {
    const words = (seed: number) =>
      Array.from({ length: 3300 }, (_, n) => (seed * 3300 + n).toString(36).padStart(5, 'x')).join(' ');
    const languages = ['en', 'de', 'fr', 'it', 'fi'] as const;
    const prose = (seed: number) => Object.fromEntries(languages.map((language, n) => [language, words(seed * 5 + n)]));
    const sheet = completeSheet({
      context: prose(1),
      challenges: prose(2),
      lessons: prose(3),
      outcomes: prose(4),
      relations: prose(5),
      notes: prose(6),
      assistance: prose(7),
    });
    const id = await publish(app, owner, sheet);
    expect((await read(id, owner)).body.factSheet).toEqual(sheet);
    expect((await app.call('GET', '/v1/practices?q=%22Vivere%20in%20Italia%22%20xx3u0')).status).toBe(200);
  });

  it('is described by vocabularies that may be cached', async () => {
    const first = await app.call('GET', '/v1/vocabularies');
    expect(first).toMatchObject({ status: 200, headers: { 'cache-control': 'public, max-age=3600' } });
    expect(first.body.aims).toHaveLength(8);
    const etag = String(first.headers['etag']);
    for (const known of [etag, `W/${etag}`, `"other", W/${etag}`, '*']) {
      const again = await app.call('GET', '/v1/vocabularies', { headers: { 'if-none-match': known } });
      expect([known, again.status]).toEqual([known, 304]);
    }
  });
});
