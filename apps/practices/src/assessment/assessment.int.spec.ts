import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { criteria } from '#contracts';
import { newId } from '#database';
import type { Principal } from '#identity';
import { testApp, type TestApp } from '#testing';
import { practicesApp } from '../practices.app.js';
import { completeSheet, draft, editorOf, publish, republish, steering, step } from '../practice/practice.example.js';

type By = Partial<Principal>;
const reviewer = (affiliation = 'University of Somewhere'): By => ({ id: newId(), roles: ['reviewer'], affiliation });
const scores = (score: number) => ({
  scores: Object.fromEntries(criteria.map((name) => [name, { score, reason: `because of ${name}` }])),
});

describe('assessments', () => {
  let app: TestApp;
  let owner: By;
  let id: string;
  beforeAll(async () => {
    app = await testApp(practicesApp);
    owner = await editorOf(app, newId());
  });
  beforeEach(async () => {
    id = await publish(app, owner);
  });
  afterAll(() => app.close());

  const path = (more = '') => `/v1/practices/${id}/assessments${more}`;
  const assess = (by: By, score: number, practice = id) =>
    app.call('POST', `/v1/practices/${practice}/assessments`, { by, body: scores(score) });
  const list = async (by: By) =>
    (await app.call('GET', path(), { by })).body.items as { id: string; scores?: object }[];
  const label = async () => (await app.call('GET', `/v1/practices/${id}`)).body.label;
  const publicEvents = async () => {
    const rows = await app.dataSource.query('select type from outbox where stream_id = $1 order by sequence', [id]);
    return (rows as { type: string }[])
      .map(({ type }) => type.split('.')[3])
      .filter((name) => name?.startsWith('label'));
  };

  it('are given with a reason for each criterion, and say which version they judged', async () => {
    const by = reviewer();
    const given = await assess(by, 4);
    expect(given).toMatchObject({
      status: 201,
      headers: { etag: '"1"', location: path(`/${given.body.id}`) },
      body: { assessorId: by.id, version: 1, ...scores(4), createdAt: expect.any(String) },
    });
    const read = await app.call('GET', path(`/${given.body.id}`), { by });
    expect(read).toMatchObject({ status: 200, headers: { etag: '"1"' }, body: given.body });
  });

  it('of others are hidden until one’s own is given', async () => {
    const [first, second] = [reviewer(), reviewer()];
    const { body: given } = await assess(first, 4);
    expect((await list(second)).map((one) => 'scores' in one)).toEqual([false]);
    expect((await app.call('GET', path(`/${given.id}`), { by: second })).body).not.toHaveProperty('scores');
    await assess(second, 3);
    expect((await list(second)).map((one) => 'scores' in one)).toEqual([true, true]);
    expect((await list(steering)).map((one) => 'scores' in one)).toEqual([true, true]);
  });

  it('are refused where there is a conflict of interest: the own member, a partner, the same organisation', async () => {
    const partner = newId();
    const sheet = completeSheet({
      organiser: { name: 'Regione Lombardia' },
      partners: [
        { kind: 'academia', memberId: partner },
        { kind: 'ngos', name: 'Welcome NGO' },
      ],
    });
    await editorOf(app, partner);
    id = await publish(app, owner, sheet);
    const ofMember = (memberId: string): By => ({ id: newId(), roles: ['reviewer'], memberId });
    for (const by of [
      ofMember(owner.memberId!),
      ofMember(partner),
      reviewer(' regione lombardia '),
      reviewer('REGIONE\u00a0 LOMBARDIA'),
      reviewer('Regione Lom\u00adbardia'),
      reviewer('Welcome NGO'),
    ]) {
      expect(await assess(by, 5)).toMatchObject({ status: 403, body: { code: 'assessment.conflict-of-interest' } });
      expect((await app.call('GET', path(), { by })).status).toBe(403);
    }
    const nobody = await assess({ id: newId(), roles: ['reviewer'] }, 5);
    expect(nobody).toMatchObject({ status: 403, body: { code: 'assessment.without-affiliation' } });
  });

  it('are one for each person: a second is 409 and names the first', async () => {
    const by = reviewer();
    const { body: first } = await assess(by, 4);
    expect(await assess(by, 5)).toMatchObject({ status: 409, body: { code: 'assessment.exists', id: first.id } });
  });

  it('are for reviewers alone, and for what is published alone', async () => {
    for (const by of [owner, steering]) expect((await assess(by, 5)).status).toBe(403);
    expect((await assess(reviewer(), 5, await draft(app, owner))).status).toBe(404);
    const gone = await publish(app, owner);
    await step(app, gone, 'withdrawal', owner, { reason: 'over' });
    expect((await assess(reviewer(), 5, gone)).status).toBe(410);
  });

  it.each([
    ['/scores', {}],
    ['/scores/efficiency', { scores: { ...scores(4).scores, efficiency: undefined } }],
    ['/scores/relevance/score', { scores: { ...scores(4).scores, relevance: { score: 6, reason: 'r' } } }],
    ['/scores/relevance/score', { scores: { ...scores(4).scores, relevance: { score: 4.5, reason: 'r' } } }],
    ['/scores/relevance/reason', { scores: { ...scores(4).scores, relevance: { score: 4, reason: ' ' } } }],
    ['/scores/charm', { scores: { ...scores(4).scores, charm: { score: 5, reason: 'r' } } }],
  ])('are refused with the place that is wrong: %s', async (pointer, body) => {
    const refused = await app.call('POST', path(), { by: reviewer(), body });
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map((place: { pointer: string }) => place.pointer)).toContain(pointer);
    expect(await list(steering)).toEqual([]);
  });

  it('can be changed by who gave them, with If-Match, and then judge the version that is published now', async () => {
    const by = reviewer();
    const { body: given } = await assess(by, 2);
    await republish(app, id, owner, completeSheet({ aims: ['health'] }));
    expect((await list(steering)).map((one: any) => one.version)).toEqual([1]);
    const change = (headers: Record<string, string>, who = by) =>
      app.call('PUT', path(`/${given.id}`), { by: who, headers, body: scores(5) });
    expect((await change({})).status).toBe(428);
    expect((await change({ 'if-match': '"1"' }, reviewer())).status).toBe(403);
    expect(await change({ 'if-match': '"1"' })).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { version: 2 },
    });
    expect((await change({ 'if-match': '"1"' })).status).toBe(412);
  });

  it('stay readable in every state they had, also when they were changed and withdrawn', async () => {
    const by = reviewer();
    const { body: given } = await assess(by, 2);
    await app.call('PUT', path(`/${given.id}`), { by, headers: { 'if-match': '"1"' }, body: scores(5) });
    expect((await app.call('DELETE', path(`/${given.id}`), { by, headers: { 'if-match': '"2"' } })).status).toBe(204);
    expect((await app.call('GET', path(`/${given.id}`), { by })).status).toBe(404);
    const kept = await app.dataSource.query(
      `select revision, withdrawn, scores -> 'relevance' ->> 'score' as score from assessment_state where assessment_id = $1 order by revision`,
      [given.id],
    );
    expect(kept).toEqual([
      { revision: 1, withdrawn: false, score: '2' },
      { revision: 2, withdrawn: false, score: '5' },
      { revision: 3, withdrawn: true, score: '5' },
    ]);
    expect((await assess(by, 3)).status).toBe(201);
  });

  it('bring the label, which is explained, found, counted and told, and take it again', async () => {
    const [first, second] = [reviewer(), reviewer()];
    expect(await label()).toMatchObject({
      awarded: false,
      since: null,
      explanation: { missing: expect.arrayContaining(['assessors']) },
    });
    const before = (await app.call('GET', `/v1/practices/${id}`)).headers['etag'];
    await assess(first, 4);
    const { body: given } = await assess(second, 5);
    expect(await label()).toMatchObject({
      awarded: true, since: expect.any(String), explanation: { assessors: 2, medians: { relevance: 4.5 }, missing: [] },
    }); // prettier-ignore
    expect((await app.call('GET', `/v1/practices/${id}`)).headers['etag']).not.toBe(before);
    const found = async (code: string) =>
      ((await app.call('GET', `/v1/practices?label=${code}&limit=100`)).body.items as { id: string }[]).some(
        (one) => one.id === id,
      );
    expect([await found('good-practice'), await found('none')]).toEqual([true, false]);
    const { rows } = (await app.call('GET', '/v1/statistics/practices?by=label')).body;
    expect(rows).toContainEqual(expect.objectContaining({ key: { label: 'good-practice' }, count: 1 }));

    await app.call('DELETE', path(`/${given.id}`), { by: second, headers: { 'if-match': '"1"' } });
    expect(await label()).toMatchObject({
      awarded: false,
      since: null,
      explanation: { assessors: 1, missing: ['assessors'] },
    });
    expect(await found('good-practice')).toBe(false);
    expect(await publicEvents()).toEqual(['labelled', 'label-lost']);
  });

  it('keep their label over a new version', async () => {
    await assess(reviewer(), 5);
    await assess(reviewer(), 5);
    await republish(app, id, owner, completeSheet({ aims: ['health'] }));
    expect(await label()).toMatchObject({
      awarded: true,
      explanation: { assessments: [{ version: 1 }, { version: 1 }] },
    });
  });

  it('put neither scores, reasons nor persons into events', async () => {
    const by = reviewer();
    await assess(by, 5);
    await assess(reviewer(), 5);
    const rows = await app.dataSource.query('select data from outbox where stream_id = $1', [id]);
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`because|score|${by.id}`));
  });

  it('given by many at once each count', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => assess(reviewer(), 4)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 201));
    expect(await label()).toMatchObject({ awarded: true, explanation: { assessors: 12 } });
  });
});
