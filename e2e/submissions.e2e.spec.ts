import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#testing';
import { Client, completeSheet, System, withOneMember } from './system.js';

const PATH = '/v1/submissions';
const lines = (submissions: readonly object[]) => submissions.map((one) => `${JSON.stringify(one)}\n`).join('');

describe('a city that federates its practices, embedded', () => {
  let system: System;
  let city: Client;
  let steering: Client;

  beforeAll(async () => {
    system = await System.start();
    ({ city, steering } = await withOneMember(system));
  }, 90_000);
  afterAll(() => system.destroy(), 60_000);

  const one = (externalId: string, sourceVersion = 1, title = externalId) => ({
    externalId,
    sourceVersion,
    sourceUrl: `https://www.tampere.example/practices/${externalId}`,
    factSheet: { ...completeSheet(title), contacts: [{ name: 'Ada', email: 'ada@tampere.example' }] },
  });
  const sendLines = async (body: string) => {
    const reply = await city.send('POST', PATH, { raw: body, headers: { 'content-type': 'application/x-ndjson' } });
    expect(reply.status).toBe(202);
    return (reply.body as string).trim().split('\n').map((line) => JSON.parse(line)); // prettier-ignore
  };
  /** Tokens survive a restart; the address does not. */
  const sameCredential = ({ token }: Client) => Object.assign(new Client(system), { token });
  const settled = (id: string, within?: number) =>
    eventually(async () => {
      const { body } = await city.get(`${PATH}/${id}`);
      return body.state !== 'accepted' && body;
    }, within);

  it('goes from a submission over the secretariat to the public, through a change and to the withdrawal', async () => {
    const sent = await city.post(PATH, one('cafe'));
    expect(sent).toMatchObject({ status: 202, body: { state: 'accepted' } });
    const applied = await settled(sent.body.id);
    expect(applied).toMatchObject({ state: 'applied', practiceId: expect.any(String) });
    const path = `/v1/practices/${applied.practiceId}`;
    const waiting = await steering.get(path);
    expect(waiting.body).toMatchObject({ status: 'submitted', provenance: { kind: 'federation', externalId: 'cafe' } });
    const published = await steering.post(`${path}/publication`, {}, { 'if-match': waiting.etag });
    expect(published.status).toBe(200);

    const changed = await city.post(PATH, one('cafe', 2, 'Language café'));
    expect(await settled(changed.body.id)).toMatchObject({ state: 'applied', practiceId: applied.practiceId });
    expect((await new Client(system).get(path)).body.factSheet.title).toEqual({ en: 'cafe' });
    expect((await steering.get(`${path}?version=draft`)).body.factSheet.title).toEqual({ en: 'Language café' });

    const gone = await city.send('DELETE', `${PATH}/by-external-id?externalId=cafe&sourceVersion=3`);
    expect(await settled(gone.body.id)).toMatchObject({ state: 'applied', withdraws: true });
    expect((await new Client(system).get(path)).status).toBe(410);
  });

  it('answers many lines one by one, and reports the outcome of each', async () => {
    const { aims, ...incomplete } = completeSheet('No aim');
    expect(aims).toBeDefined();
    const body = lines([
      one('many-new'), one('many-new'), one('many-new', 0, 'Older'), one('many-new', 1, 'Another'),
      { ...one('many-incomplete'), factSheet: incomplete }, { externalId: 'many-bad' },
    ]); // prettier-ignore
    const answers = await sendLines(body);
    expect(answers.map(({ line, state, status }) => [line, state ?? status])).toEqual([
      [1, 'accepted'], [2, 'accepted'], [3, 'accepted'], [4, 'accepted'], [5, 'accepted'], [6, 422],
    ]); // prettier-ignore
    const outcomes = await Promise.all(answers.slice(0, 5).map(({ id }) => settled(id)));
    expect(outcomes.map(({ state }) => state)).toEqual(['applied', 'unchanged', 'superseded', 'refused', 'refused']);
    expect(outcomes[3].errors).toMatchObject([{ pointer: '/sourceVersion', code: 'submission.version-reused' }]);
    expect(outcomes[4].errors).toMatchObject([{ pointer: '/factSheet/aims', code: 'missing' }]);
    const refused = await city.get(`${PATH}?state=refused`);
    expect(refused.body.items.map(({ id }: { id: string }) => id)).toEqual([answers[4].id, answers[3].id]);
  });

  it('neither loses nor repeats a submission when the process is killed meanwhile', async () => {
    const externalIds = Array.from({ length: 120 }, (_, n) => `killed-${n}`);
    const versions = [1, 2].map((version) =>
      externalIds.map((externalId) => one(externalId, version, `${externalId} in version ${version}`)),
    );
    const before = (await city.get('/v1/practices?status=submitted&total=true&limit=1')).body.total as number;
    const accepted: { id: string }[] = [];
    for (const version of versions) {
      accepted.push(...(await sendLines(lines(version))));
      await system.kill(); // some handed over, some applied, some neither
      await system.up();
      city = sameCredential(city);
    }
    const outcomes = [];
    for (const { id } of accepted) outcomes.push(await settled(id, 60_000));
    expect(outcomes.map(({ state }) => state)).toEqual(outcomes.map(() => 'applied'));
    expect(new Set(outcomes.map(({ practiceId }) => practiceId)).size).toBe(externalIds.length);
    expect((await city.get('/v1/practices?status=submitted&total=true&limit=1')).body.total).toBe(
      before + externalIds.length,
    );
    const practice = await city.get(`/v1/practices/${outcomes[0].practiceId}`);
    expect(practice.body.factSheet.title).toEqual({ en: 'killed-0 in version 2' });
  }, 180_000);
});
