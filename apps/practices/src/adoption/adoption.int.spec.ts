import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import type { Principal } from '#identity';
import { testApp, type TestApp, pagesOf } from '#testing';
import { practicesApp } from '../practices.app.js';
import { completeSheet, draft, editorOf, publish, steering, step } from '../practice/practice.example.js';

type By = Partial<Principal>;

describe('adoptions', () => {
  let app: TestApp;
  let [owner, second, third]: By[] = [];
  let id: string;
  beforeAll(async () => {
    app = await testApp(practicesApp);
    [owner, second, third] = await Promise.all([newId(), newId(), newId()].map((member) => editorOf(app, member)));
  });
  beforeEach(async () => {
    id = await publish(app, owner!);
  });
  afterAll(() => app.close());

  const plan = {
    status: 'planned',
    changes: { fi: 'Kurssit iltaisin 🌙' },
    links: [{ url: 'https://city.example/plan' }],
  };
  const adopt = (by: By, body: object = plan, practice = id) =>
    app.call('POST', `/v1/practices/${practice}/adoptions`, { by, body });
  const change = (by: By, adoption: string, body: object, ifMatch = '"1"') =>
    app.call('PUT', `/v1/practices/${id}/adoptions/${adoption}`, { by, headers: { 'if-match': ifMatch }, body });
  const chain = async (practice: string) =>
    ((await app.call('GET', `/v1/practices/${practice}/adoption-chain`)).body.items as any[]).map(
      ({ distance, practiceId, memberId, ownPracticeId }) => ({ distance, practiceId, memberId, ownPracticeId }),
    );

  it('say what is changed, how it is paid for and what came of it, in any language', async () => {
    const made = await adopt(second!);
    expect(made).toMatchObject({
      status: 201,
      headers: { etag: '"1"', location: `/v1/practices/${id}/adoptions/${made.body.id}` },
      body: { practiceId: id, memberId: second!.memberId, ...plan, ownPracticeId: null },
    });
    const done = {
      status: 'completed',
      result: { fi: 'Toimii.', en: 'It works.' },
      funding: { en: 'own' },
      evidence: { en: 'a report' },
    };
    const changed = await change(second!, made.body.id, done);
    expect(changed).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: done });
    expect(changed.body).not.toHaveProperty('changes');
    expect((await change(second!, made.body.id, plan)).status).toBe(412);
    const read = await app.call('GET', `/v1/practices/${id}/adoptions/${made.body.id}`);
    expect(read).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: changed.body });
  });

  it('are shown on both sides and counted on the practice, whose ETag changes', async () => {
    const before = await app.call('GET', `/v1/practices/${id}`);
    expect(before.body.adoptions).toEqual({ count: 0 });
    await adopt(second!);
    await adopt(third!);
    const after = await app.call('GET', `/v1/practices/${id}`);
    expect(after.body.adoptions).toEqual({ count: 2 });
    expect(after.headers['etag']).not.toBe(before.headers['etag']);
    const onPractice = await app.call('GET', `/v1/practices/${id}/adoptions?total=true&limit=1`);
    expect(onPractice.body).toMatchObject({
      total: 2,
      items: [{ memberId: second!.memberId }],
      next: expect.any(String),
    });
    const pages = await pagesOf((path) => app.call('GET', path), `/v1/practices/${id}/adoptions?limit=1`);
    expect([pages.there.flat().length, pages.back]).toEqual([2, pages.there]);
    const onMember = await app.call('GET', `/v1/adoptions?member=${second!.memberId}&total=true&limit=100`);
    expect(onMember.body.items).toContainEqual(expect.objectContaining({ practiceId: id }));
    expect(onMember.body.total).toBe(onMember.body.items.length);
  });

  it('are not of one’s own practice, one for each member, and changed by that member alone', async () => {
    expect(await adopt(owner!)).toMatchObject({ status: 403, body: { code: 'adoption.own-practice' } });
    const { body: made } = await adopt(second!);
    expect(await adopt(second!)).toMatchObject({ status: 409, body: { code: 'adoption.exists', id: made.id } });
    expect(await change(third!, made.id, plan)).toMatchObject({ status: 403, body: { code: 'adoption.not-yours' } });
    expect((await adopt(steering)).status).toBe(403);
    const suspended = await editorOf(app, newId(), 'suspended');
    expect(await adopt(suspended)).toMatchObject({ status: 403, body: { code: 'member.suspended' } });
    expect((await adopt(third!, plan, await draft(app, owner!))).status).toBe(404);
  });

  it('are told: a new one, and each change', async () => {
    const { body: made } = await adopt(second!);
    await change(second!, made.id, { status: 'abandoned' });
    const rows = await app.dataSource.query(
      `select type, data from outbox where stream_id = $1 and type like '%.adopt%' order by sequence`,
      [id],
    );
    expect(rows).toMatchObject([
      {
        type: 'eu.lra-network.practice.adopted.v1',
        data: { id, adoptionId: made.id, adopterMemberId: second!.memberId, status: 'planned' },
      },
      { type: 'eu.lra-network.practice.adoption-changed.v1', data: { status: 'abandoned' } },
    ]);
    expect(JSON.stringify(rows)).not.toContain('Kurssit');
  });

  it('form chains that can be walked from any of their practices', async () => {
    const ofSecond = await publish(app, second!, completeSheet({ title: { it: 'B' } }));
    const ofThird = await publish(app, third!, completeSheet({ title: { it: 'C' } }));
    await adopt(second!, { status: 'completed', ownPracticeId: ofSecond });
    await adopt(third!, { status: 'under-way', ownPracticeId: ofThird }, ofSecond);
    const first = { practiceId: id, memberId: second!.memberId, ownPracticeId: ofSecond };
    const next = { practiceId: ofSecond, memberId: third!.memberId, ownPracticeId: ofThird };
    expect(await chain(id)).toEqual([
      { distance: 1, ...first },
      { distance: 2, ...next },
    ]);
    expect(await chain(ofSecond)).toEqual([
      { distance: -1, ...first },
      { distance: 1, ...next },
    ]);
    expect(await chain(ofThird)).toEqual([
      { distance: -2, ...first },
      { distance: -1, ...next },
    ]);

    await step(app, ofSecond, 'withdrawal', second!, { reason: 'over' });
    expect(await chain(id)).toEqual([{ distance: 1, ...first }]);
  });

  it('name what was adopted and what came of it, wherever they are shown, as long as everyone may see it', async () => {
    const title = { it: 'Tredici', en: 'Thirteen' };
    const made = await adopt(second!);
    const ofSecond = await publish(app, second!, completeSheet({ title, originalLanguage: 'it' }));
    const done = await change(second!, made.body.id, { status: 'completed', ownPracticeId: ofSecond });
    const adopted = (await app.call('GET', `/v1/practices/${id}`)).body.factSheet.title;
    expect(made.body).toMatchObject({ practiceTitle: adopted, ownPracticeTitle: null });
    const named = { practiceTitle: adopted, ownPracticeTitle: title };
    expect(done.body).toMatchObject(named);
    const shown = async () =>
      Promise.all([
        app.call('GET', `/v1/practices/${id}/adoptions/${made.body.id}`).then(({ body }) => body),
        app.call('GET', `/v1/practices/${id}/adoptions`).then(({ body }) => body.items[0]),
        app
          .call('GET', `/v1/adoptions?member=${second!.memberId}&limit=100`)
          .then(({ body }) => body.items.find(({ practiceId }: { practiceId: string }) => practiceId === id)),
      ]);
    for (const one of await shown()) expect(one).toMatchObject(named);
    const linkTo = async () => (await app.call('GET', `/v1/practices/${id}/adoption-chain`)).body.items;
    expect(await linkTo()).toMatchObject([{ title: adopted, ownPracticeTitle: title }]);

    await step(app, ofSecond, 'withdrawal', second!, { reason: 'over' });
    for (const one of await shown()) expect(one).toMatchObject({ practiceTitle: adopted, ownPracticeTitle: null });
    expect(await linkTo()).toMatchObject([{ ownPracticeTitle: null }]);
  });

  it('cannot run in a circle, nor name what is another’s', async () => {
    const ofSecond = await publish(app, second!);
    await adopt(second!, { status: 'completed', ownPracticeId: ofSecond });
    for (const [by, body, practice] of [
      [owner!, { status: 'planned', ownPracticeId: id }, ofSecond],
      [third!, { status: 'planned', ownPracticeId: ofSecond }, id],
      [third!, { status: 'planned', ownPracticeId: await draft(app, third!) }, id],
    ] as const) {
      expect(await adopt(by, body, practice)).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/ownPracticeId' }] },
      });
    }
  });

  it.each([
    ['/status', { status: 'maybe' }],
    ['/changes/xx', { status: 'planned', changes: { xx: 'text' } }],
    ['/links/0/url', { status: 'planned', links: [{ url: 'javascript:alert(1)' }] }],
    ['/member', { status: 'planned', member: 'x' }],
  ])('are refused with the place that is wrong: %s', async (pointer, body) => {
    const refused = await adopt(second!, body);
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map((place: { pointer: string }) => place.pointer)).toContain(pointer);
  });
});
