import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newId } from '#database';
import type { Principal } from '#identity';
import { ServiceAway } from '#problems';
import { statementsOf, testApp, type TestApp } from '#testing';
import { practicesApp } from '../practices.app.js';
import { draft, editorOf, publish, steering, step } from './practice.example.js';
import { PublicPractices } from './public-practices.js';

type By = Partial<Principal>;

/** Everyone's plain GET is answered before the route; a reader with an identity and no rights asks the route itself. */
describe('a ready answer', () => {
  let app: TestApp;
  const ids: Record<string, string> = {};
  const reader: By = { id: 'reader', roles: ['reviewer'] };

  beforeAll(async () => {
    app = await testApp(practicesApp);
    const owner = await editorOf(app, newId());
    ids['published'] = await publish(app, owner);
    ids['published, in upper case'] = ids['published'].toUpperCase();
    ids['draft'] = await draft(app, owner);
    ids['withdrawn'] = await publish(app, owner);
    await step(app, ids['withdrawn'], 'withdrawal', steering, { reason: 'Ended.' });
    ids['merged'] = await publish(app, owner);
    await step(app, ids['merged'], 'merger', steering, { into: ids['published'], reason: 'The same.' });
    ids['unknown'] = newId();
    ids['malformed'] = `${newId()}'`;
    ids['the name of a property'] = '__proto__';
  });
  afterAll(() => app.close());

  const answers = async (by: By | undefined, path: string, headers: Record<string, string>) => {
    const { status, headers: sent, body } = await app.call('GET', path, { headers, ...(by ? { by } : {}) });
    const { etag, vary, location } = sent;
    const rest = { ...(body as Record<string, unknown> | undefined) };
    delete rest['traceId'];
    return { status, etag, vary, location, type: sent['content-type'], body: rest };
  };

  it.each([
    'published', 'published, in upper case', 'draft', 'withdrawn', 'merged', 'unknown', 'malformed', 'the name of a property',
  ])('is the answer of the route: %s', async (which) => {
    const path = `/v1/practices/${ids[which]}`;
    const etag = String((await answers(reader, path, {})).etag);
    for (const known of [undefined, '*', etag, `W/${etag}`, `"other", ${etag}`, 'nonsense'])
      for (const query of ['', '?version=1', '?unknown=1']) {
        const headers: Record<string, string> = known === undefined ? {} : { 'if-none-match': known };
        const [ready, routed] = [await answers(undefined, path + query, headers), await answers(reader, path + query, headers)];
        expect([which, known, query, ready]).toEqual([which, known, query, routed]);
      }
  }); // prettier-ignore

  it('is one statement by key', async () => {
    const path = `/v1/practices/${ids['published']}`;
    const { etag } = await answers(undefined, path, {});
    const asked = await statementsOf(async (trace) => {
      await answers(undefined, path, trace);
      await answers(undefined, path, { ...trace, 'if-none-match': String(etag) });
    });
    expect(asked).toHaveLength(2);
  });

  it('fails as the route does', async () => {
    const find = jest
      .spyOn(app.app.get(PublicPractices), 'find')
      .mockRejectedValue(new ServiceAway('The database is away.'));
    const path = `/v1/practices/${ids['published']}`;
    const [ready, routed] = [await answers(undefined, path, {}), await answers(reader, path, {})];
    find.mockRestore();
    expect(ready).toEqual(routed);
    expect(ready.status).toBe(503);
  });
});
