import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clock, newId } from '#database';
import type { Principal } from '#identity';
import { testApp, type TestApp } from '#testing';
import { practicesApp } from '../../practices.app.js';
import { completeSheet, draft, editorOf, publish, steering, step } from '../practice.example.js';

class Watch extends Clock {
  private at = Date.parse('2027-03-01T09:00:00Z');
  override now = (): Date => new Date(this.at);
  pass(minutes: number): void {
    this.at += minutes * 60_000;
  }
}

describe('a patch of a practice', () => {
  const clock = new Watch();
  let app: TestApp;
  let owner: Partial<Principal>;
  beforeAll(async () => {
    app = await testApp(practicesApp, { clock });
    owner = await editorOf(app, newId());
  });
  afterAll(() => app.close());

  const patch = (id: string, tag: number, body: object, by = owner, type = 'application/merge-patch+json') =>
    app.call('PATCH', `/v1/practices/${id}`, { by, body, headers: { 'if-match': `"${tag}"`, 'content-type': type } });
  const historyOf = async (id: string) =>
    (await app.call('GET', `/v1/practices/${id}/history`, { by: owner })).body.items;

  it('changes what it names, removes what is null, and keeps everything else, contacts too', async () => {
    const sheet = completeSheet({
      notes: { en: 'First.', it: 'Prima.' },
      contacts: [{ name: 'Ada Public', email: 'ada@example.org' }],
    });
    const id = await draft(app, owner, sheet);
    const before = (await app.call('GET', `/v1/practices/${id}`, { by: owner })).body.factSheet;
    const answer = await patch(id, 1, { notes: { en: 'Second.', it: null }, aims: ['training'], range: null });
    expect([answer.status, answer.headers['etag']]).toEqual([200, '"2"']);
    const { range, ...kept } = before;
    expect(range).toBeDefined();
    expect(answer.body.factSheet).toEqual({ ...kept, notes: { en: 'Second.' }, aims: ['training'] });
  });

  it('is checked as the whole fact sheet that it makes, with errors at their fields', async () => {
    const id = await draft(app, owner);
    const refused = await patch(id, 1, { themes: ['nothing'], unheardOf: 1, title: { en: 5 } });
    expect(refused).toMatchObject({ status: 422, body: { code: 'request.not-valid' } });
    const pointers = refused.body.errors.map(({ pointer }: { pointer: string }) => pointer);
    expect(pointers).toEqual(expect.arrayContaining(['/themes/0', '/unheardOf', '/title/en']));
    for (const body of [[], '"text"', 'null']) expect((await patch(id, 1, body as object)).status).toBe(422);
    expect((await patch(id, 1, JSON.parse('{"__proto__": {"notes": {"en": "x"}}}') as object)).status).toBe(422);
    const nothing = { by: owner, headers: { 'if-match': '"1"' } };
    expect((await app.call('PATCH', `/v1/practices/${id}`, nothing)).status).toBe(422);
    expect((await app.call('GET', `/v1/practices/${id}`, { by: owner })).headers['etag']).toBe('"1"');
  });

  it('is sent as a merge patch, and a whole fact sheet is not', async () => {
    const id = await draft(app, owner);
    expect(await patch(id, 1, {}, owner, 'application/json')).toMatchObject({
      status: 415,
      body: { code: 'request.media-type' },
    });
    const headers = { 'if-match': '"1"', 'content-type': 'application/merge-patch+json' };
    const put = await app.call('PUT', `/v1/practices/${id}`, { by: owner, body: completeSheet(), headers });
    expect(put).toMatchObject({ status: 415, body: { code: 'request.media-type' } });
  });

  it('opens a version beside the published one, which everyone keeps seeing', async () => {
    const id = await publish(app, owner, completeSheet({ notes: { en: 'Public.' } }));
    expect(await patch(id, 3, { notes: { en: 'In work.' } })).toMatchObject({
      status: 200,
      body: { status: 'draft', version: 2 },
    });
    expect((await app.call('GET', `/v1/practices/${id}`)).body.factSheet.notes).toEqual({ en: 'Public.' });
  });

  it('needs the same rights and states as a change of the whole', async () => {
    const id = await draft(app, owner);
    const stranger = await editorOf(app, newId());
    expect((await patch(id, 1, {}, stranger)).status).toBe(404);
    const unconditional = await app.call('PATCH', `/v1/practices/${id}`, {
      by: owner,
      body: {},
      headers: { 'content-type': 'application/merge-patch+json' },
    });
    expect(unconditional.status).toBe(428);
    await step(app, id, 'submission', owner);
    expect((await patch(id, 2, { notes: { en: 'x' } })).status).toBe(409);
  });

  it('joins those of one person within ten minutes into one step, and no others', async () => {
    const id = await draft(app, owner);
    let tag = 1;
    const save = async (words: string, by = owner) => {
      const answer = await patch(id, tag, { notes: { [words.slice(0, 2)]: words } }, by);
      expect(answer.status).toBe(200);
      tag += 1;
      expect(answer.headers['etag']).toBe(`"${tag}"`);
    };
    await save('en one');
    clock.pass(5);
    await save('de eins');
    clock.pass(4);
    await save('en two');
    expect(await historyOf(id)).toMatchObject([
      { revision: 4, kind: 'revise', by: owner.id, pointers: ['/notes/de', '/notes/en'] },
      { revision: 1, kind: 'draft' },
    ]);
    clock.pass(2);
    await save('en three');
    await save('en four', steering);
    await save('en five');
    const put = completeSheet({ notes: { en: 'put' } });
    await step(app, id, 'PUT', owner, put);
    tag += 1;
    await save('en six');
    expect((await historyOf(id)).map(({ revision }: { revision: number }) => revision)).toEqual([9, 8, 7, 6, 5, 4, 1]);
  });

  it('that comes too late is told the present values of what others have changed', async () => {
    const id = await draft(app, owner, completeSheet({ notes: { en: 'Mine.' }, contacts: [] }));
    await patch(id, 1, { notes: { en: 'Theirs.' } });
    await patch(id, 2, { aims: ['training'], range: null, contacts: [{ name: 'Bob Public' }] });
    const late = await patch(id, 1, { notes: { en: 'Mine again.' } });
    expect(late).toMatchObject({ status: 412, headers: { etag: '"3"' }, body: { code: 'if-match.stale' } });
    expect(late.body.values).toMatchObject({
      '/notes/en': 'Theirs.',
      '/aims/0': 'training',
      '/range': null,
      '/contacts': [{ name: 'Bob Public' }],
    });
  });
});
