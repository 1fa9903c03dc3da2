import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { criteria } from '#contracts';
import { newId } from '#database';
import type { Principal } from '#identity';
import { testApp, type TestApp, pagesOf } from '#testing';
import { practicesApp } from '../../practices.app.js';
import { completeSheet, draft, editorOf, known, publish, steering, step } from '../practice.example.js';

describe('a practice that is the same as another', () => {
  let app: TestApp;
  let city: Partial<Principal>;
  let region: Partial<Principal>;
  let third: Partial<Principal>;
  beforeAll(async () => {
    app = await testApp(practicesApp);
    [city, region, third] = [await editorOf(app, newId()), await editorOf(app, newId()), await editorOf(app, newId())];
  });
  afterAll(() => app.close());

  const merge = (id: string, into: string, by = steering) =>
    step(app, id, 'merger', by, { into, reason: 'The same café.' });
  const reverse = (id: string) => step(app, id, 'merger-reversal', steering, { reason: 'Two cafés after all.' });
  const get = (path: string, by?: Partial<Principal>) => app.call('GET', `/v1/practices/${path}`, by ? { by } : {});
  const listed = async (query: string, by?: Partial<Principal>) =>
    ((await app.call('GET', `/v1/practices?${query}`, by ? { by } : {})).body.items as { id: string }[]).map(
      ({ id }) => id,
    );
  const scoresOf = (score: number) =>
    Object.fromEntries(criteria.map((name) => [name, { score, reason: `because of ${name}` }]));
  const two = async () => [await publish(app, city), await publish(app, region)] as const;
  const events = async (id: string) =>
    app.dataSource.query<{ type: string; data: Record<string, unknown> }[]>(
      `select substr(type, length('eu.lra-network.practice.') + 1) as type, data from outbox where stream_id = $1 order by sequence`,
      [id],
    );

  it('leads there from then on: its address answers 308, and it is in no list, statistic or proposal', async () => {
    const [id, into] = await two();
    expect((await get(`${into}/similar`)).body.items.map((one: { id: string }) => one.id)).toContain(id);
    const { status, body } = await merge(id, into);
    expect([status, body.status]).toEqual([200, 'merged']);
    const answer = await get(id);
    expect([answer.status, answer.headers['location'], answer.body]).toMatchObject([
      308, `/v1/practices/${into}`, { code: 'practice.merged', id, mergedInto: into },
    ]); // prettier-ignore
    expect((await get(id, city)).status).toBe(308);
    expect(await listed('limit=100')).not.toContain(id);
    expect((await get(`${into}/similar`)).body.items.map((one: { id: string }) => one.id)).not.toContain(id);
    expect(await listed('status=merged&limit=100', steering)).toContain(id);
  });

  it('keeps its versions and its history readable, and is told of at the other one', async () => {
    const [id, into] = await two();
    const before = (await get(`${id}/versions/1`)).body;
    await merge(id, into);
    expect((await get(`${id}/versions/1`)).body).toEqual(before);
    expect((await get(`${id}/history`, city)).body.items[0]).toMatchObject({
      kind: 'merge',
      reason: 'The same café.',
      by: 'secretariat',
    });
    expect((await get(`${into}/history`, region)).body.items[0]).toMatchObject({
      kind: 'mergeIn',
      reason: 'The same café.',
    });
    const { body } = await get(`${into}/mergers?total=true`);
    expect(body).toMatchObject({
      items: [{ id, title: completeSheet().title, href: `/v1/practices/${id}/versions` }],
      total: 1,
    });
    await merge(await publish(app, city), into);
    const { there, back } = await pagesOf((path) => app.call('GET', path), `/v1/practices/${into}/mergers?limit=1`);
    expect([there.length, back]).toEqual([2, there]);
  });

  it('is told to everyone by `merged` with where it leads, and by `updated` when that is reversed; to both owners each step', async () => {
    const [id, into] = await two();
    await merge(id, into);
    await reverse(id);
    const own = (await events(id)).slice(-2);
    expect(own.map(({ type }) => type)).toEqual(['merged.v1', 'updated.v1']);
    expect(own[0]!.data).toMatchObject({ id, mergedInto: into });
    expect((await events(into)).slice(-2).map(({ type }) => type)).toEqual(['merged-in.v1', 'let-go.v1']);
  });

  it('stands for itself again after a reversal, as it was', async () => {
    const [id, into] = await two();
    const before = [(await get(id)).body, (await get(into)).body];
    await merge(id, into);
    const { status, body } = await reverse(id);
    expect([status, body.status]).toEqual([200, 'published']);
    expect([(await get(id)).body, (await get(into)).body]).toEqual(before);
    expect(await listed('limit=100')).toContain(id);
    expect((await get(`${into}/mergers`)).body.items).toEqual([]);
  });

  it('gives its adoptions to the other one’s list and count, once for each member, and takes them back', async () => {
    const [id, into] = await two();
    const adopted = await app.call('POST', `/v1/practices/${id}/adoptions`, { by: third, body: { status: 'planned' } });
    await merge(id, into);
    expect((await get(`${into}/adoptions`)).body.items.map((one: { id: string }) => one.id)).toEqual([adopted.body.id]);
    expect((await get(into)).body.adoptions.count).toBe(1);
    const again = await app.call('POST', `/v1/practices/${into}/adoptions`, { by: third, body: { status: 'planned' } });
    expect([again.status, again.body.code]).toEqual([409, 'adoption.exists']);
    const changed = await app.call('PUT', `/v1/practices/${into}/adoptions/${adopted.body.id}`, {
      by: third, body: { status: 'completed' }, headers: { 'if-match': String(adopted.headers['etag']) },
    }); // prettier-ignore
    expect(changed.status).toBe(200);
    await reverse(id);
    expect((await get(into)).body.adoptions.count).toBe(0);
    expect((await get(`${id}/adoptions`)).body.items).toMatchObject([{ status: 'completed' }]);
  });

  it('is read only: what others would do with it is refused with where it leads', async () => {
    const [id, into] = await two();
    await merge(id, into);
    expect((await step(app, id, 'PUT', city, completeSheet())).body.code).toBe('practice.state');
    const adoption = await app.call('POST', `/v1/practices/${id}/adoptions`, {
      by: third,
      body: { status: 'planned' },
    });
    expect([adoption.status, adoption.body]).toMatchObject([409, { code: 'practice.merged', mergedInto: into }]);
    expect((await step(app, id, 'withdrawal', city, { reason: 'x' })).status).toBe(409);
  });

  it('leads on when the other is merged further; mergers are reversed from the last', async () => {
    const [first, second] = await two();
    const last = await publish(app, third);
    await merge(first, second);
    await merge(second, last);
    expect((await get(first)).headers['location']).toBe(`/v1/practices/${second}`);
    expect((await get(second)).headers['location']).toBe(`/v1/practices/${last}`);
    expect((await reverse(first)).status).toBe(409);
    expect((await reverse(second)).status).toBe(200);
    expect((await reverse(first)).status).toBe(200);
  });

  it('is never merged in a circle, into itself, into a draft, into nothing, or while a version of it is in work', async () => {
    const [id, into] = await two();
    await merge(id, into);
    expect((await merge(into, id)).body).toMatchObject({ status: 409, code: 'practice.state' });
    expect((await merge(into, into)).body.errors).toMatchObject([{ pointer: '/into' }]);
    expect((await merge(into, newId())).body.errors).toMatchObject([{ pointer: '/into' }]);
    expect((await merge(into, await draft(app, city))).body.errors).toMatchObject([{ pointer: '/into' }]);
    await step(app, into, 'PUT', region, completeSheet());
    expect((await merge(into, await publish(app, third))).status).toBe(409);
  });

  it('in both directions at once is merged in one of them', async () => {
    const [one, other] = await two();
    const answers = await Promise.all([merge(one, other), merge(other, one)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]); // the other has changed meanwhile
  });

  it('is merged by the secretariat alone, which has read it as it is', async () => {
    const [id, into] = await two();
    expect((await merge(id, into, city)).status).toBe(403);
    const stale = await app.call('POST', `/v1/practices/${id}/merger`, {
      by: steering, body: { into, reason: 'x' }, headers: { 'if-match': '"1"' },
    }); // prettier-ignore
    expect(stale.status).toBe(412);
    const blind = await app.call('POST', `/v1/practices/${id}/merger`, { by: steering, body: { into, reason: 'x' } });
    expect(blind.status).toBe(428);
  });

  it('leads to 410 when the other is withdrawn, and can still be brought back', async () => {
    const [id, into] = await two();
    await merge(id, into);
    await step(app, into, 'withdrawal', region, { reason: 'Over.' });
    expect((await get(into)).status).toBe(410);
    expect((await reverse(id)).status).toBe(200);
    expect((await get(id)).status).toBe(200);
  });

  describe('before it was ever published', () => {
    const submitted = async (by = city) => {
      const id = await draft(app, by);
      await step(app, id, 'submission', by);
      return id;
    };
    const mergedUnpublished = async () => {
      const [id, into] = [await submitted(), await publish(app, region)];
      const before = (await get(`${id}?version=draft`, city)).body;
      const { status, body } = await merge(id, into);
      expect([status, body.status, body.merger]).toMatchObject([
        200, 'merged', { into, reason: 'The same café.', mergedAt: expect.any(String) },
      ]); // prettier-ignore
      return { id, into, before };
    };
    const reviewer: Partial<Principal> = { id: newId(), roles: ['reviewer'], affiliation: 'University' };

    it('is found by the secretariat among those alike, and merged without anybody else seeing it', async () => {
      const into = await publish(app, region);
      const id = await submitted();
      expect((await get(`${id}/similar`, steering)).body.items).toContainEqual(
        expect.objectContaining({ id: into, status: 'published' }),
      );
      const tag = (await get(into)).headers['etag'];
      const told = (await events(into)).length;
      expect((await merge(id, into)).status).toBe(200);
      const parts = ['', '/versions', '/versions/1', '/versions/1/changes', '/mergers', '/similar', '/translations', '/adoptions'];
      for (const by of [undefined, region, reviewer])
        for (const part of parts) expect([part, (await get(`${id}${part}`, by)).status]).toEqual([part, 404]);
      expect((await get(`${id}/assessments`, reviewer)).status).toBe(404);
      expect((await events(id)).map(({ type }) => type)).toEqual(['drafted.v1', 'submitted.v1', 'merged-unpublished.v1']);
      expect((await events(into)).slice(told).map(({ type }) => type)).toEqual(['merged-in.v1']);
      // What everyone sees of the other one is what it was.
      expect((await get(into)).headers['etag']).toBe(tag);
    }); // prettier-ignore

    it('is shown to its owner and the steering committee: where it leads, why, and what it was', async () => {
      const { id, into, before } = await mergedUnpublished();
      for (const by of [city, steering]) {
        expect(await get(id, by)).toMatchObject({
          status: 308,
          headers: { location: `/v1/practices/${into}` },
          body: { code: 'practice.merged', id, mergedInto: into, reason: 'The same café.' },
        });
        const items = (await app.call('GET', '/v1/practices?status=merged&limit=100', { by })).body.items as {
          id: string;
        }[];
        expect(items.find((one) => one.id === id)).toMatchObject({ status: 'merged', merger: { into } });
        expect((await get(`${id}/versions/1`, by)).body).toMatchObject({
          factSheet: { title: before.factSheet.title },
        });
        expect((await get(`${id}/history`, by)).body.items[0]).toMatchObject({
          kind: 'merge',
          reason: 'The same café.',
        });
        expect((await get(`${into}/mergers?total=true`, by)).body).toMatchObject({
          items: [{ id, title: before.factSheet.title, href: `/v1/practices/${id}/versions/1` }],
          total: 1,
        });
      }
      for (const by of [undefined, region, third])
        expect((await get(`${into}/mergers?total=true`, by)).body).toMatchObject({ items: [], total: 0 });
    });

    it('leaves every queue, keeps its tasks, and comes back to its place when the merger is reversed', async () => {
      const [id, into] = [await submitted(), await publish(app, region)];
      const officer = await known(app, { id: newId(), roles: ['steering'] });
      await step(app, id, 'assignment', steering, { task: 'edit', assigneeId: officer.id });
      const queues = [
        ['assignedTo=me', officer], ['waitingFor=me', officer], ['status=submitted', steering], ['status=submitted', city],
      ] as const; // prettier-ignore
      const places = () => Promise.all(queues.map(async ([query, by]) => (await listed(`${query}&limit=100`, by)).indexOf(id)));
      const before = [await places(), (await get(`${id}?version=draft`, city)).body, (await get(into)).body];
      expect(before[0]).not.toContain(-1);
      await merge(id, into);
      expect(await places()).toEqual(queues.map(() => -1));
      const { status, body } = await reverse(id);
      expect([status, body.status, body.merger]).toEqual([200, 'submitted', undefined]);
      expect([await places(), (await get(`${id}?version=draft`, city)).body, (await get(into)).body]).toEqual(before);
      expect((await events(id)).at(-1)!.type).toBe('submitted.v1');
      expect((await step(app, id, 'publication', steering)).status).toBe(200);
      expect((await get(id)).body.status).toBe('published');
    }); // prettier-ignore

    it('is read only for its owner, and unknown to everybody else', async () => {
      const { id, into } = await mergedUnpublished();
      const acts = {
        PUT: completeSheet(), submission: {}, withdrawal: { reason: 'x' }, 'translations/de': { title: 'x' },
      }; // prettier-ignore
      for (const [name, body] of Object.entries(acts))
        for (const [by, status] of [
          [city, 409],
          [third, 404],
        ] as const)
          // prettier-ignore
          expect([name, (await step(app, id, name, by, body)).status]).toEqual([name, status]);
      const adopting = { by: third, body: { status: 'planned' } };
      expect((await app.call('POST', `/v1/practices/${id}/adoptions`, adopting)).status).toBe(404);
      const assessing = { by: reviewer, body: { scores: scoresOf(5) } };
      expect((await app.call('POST', `/v1/practices/${id}/assessments`, assessing)).status).toBe(404);
      expect((await merge(id, into)).status).toBe(409);
      expect((await merge(into, id)).body.errors).toMatchObject([{ pointer: '/into' }]);
    });

    it('is merged only while it waits for the secretariat, and not beside a published version', async () => {
      const into = await publish(app, region);
      const inHand = await draft(app, city);
      expect((await merge(inHand, into)).body.code).toBe('practice.state');
      const returned = await submitted();
      await step(app, returned, 'change-request', steering, { items: [{ pointer: '/title', comment: 'Which?' }] });
      expect((await merge(returned, into)).body.code).toBe('practice.state');
      const beside = await publish(app, city);
      await step(app, beside, 'PUT', city, completeSheet({ notes: { en: 'Second.' } }));
      await step(app, beside, 'submission', city);
      expect((await merge(beside, into)).body).toMatchObject({ status: 409, code: 'practice.in-work' });
    });

    it('leads to 410 for its owner when the other is withdrawn, and can still be brought back', async () => {
      const { id, into } = await mergedUnpublished();
      await step(app, into, 'withdrawal', region, { reason: 'Over.' });
      expect((await get(id, city)).status).toBe(308);
      expect((await reverse(id)).status).toBe(200);
      expect((await get(id, city)).body.status).toBe('submitted');
    });
  });
});
