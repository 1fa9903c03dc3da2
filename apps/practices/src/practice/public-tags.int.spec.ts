import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import { openApiDocument, operationsOf } from '#http';
import type { Principal } from '#identity';
import { testApp, type TestApp } from '#testing';
import { practicesApp } from '../practices.app.js';
import { completeSheet, editorOf, known, publish, steering, step } from './practice.example.js';

type By = Partial<Principal>;

/** The tags and bytes of every GET that needs no credential, found in the document: a new route is one of them. */
describe('what everyone may read', () => {
  let app: TestApp;
  let id: string;
  let owner: By;
  let adopter: By;
  let routes: { path: string; url: string; isTagged: boolean; takesPut: boolean }[];
  const reviewer: By = { id: newId(), roles: ['reviewer'], affiliation: 'University' };

  beforeAll(async () => {
    app = await testApp(practicesApp);
    [owner, adopter] = [await editorOf(app, newId()), await editorOf(app, newId())];
    id = await publish(app, owner);
    await step(app, id, 'translations/de', owner, { title: 'In Italien leben' });
    const adoption = await app.call('POST', `/v1/practices/${id}/adoptions`, {
      by: adopter,
      body: { status: 'planned' },
    });
    const values: Record<string, string> = {
      id, lang: 'de', number: '1', adoptionId: adoption.body.id,
    }; // prettier-ignore
    const queries: Record<string, string> = {
      '/v1/adoptions': `?member=${adopter.memberId}`,
      '/v1/statistics/practices': '?by=country',
    };
    const operations = operationsOf(openApiDocument(app.app, 'practices'));
    routes = operations
      .filter(({ method, operation }) => method === 'get' && operation.security?.length === 0)
      .map(({ path, operation }) => ({
        path,
        url:
          path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? `no-value-for-${name}`) +
          (queries[path] ?? ''),
        isTagged: JSON.stringify(operation.responses['200']).includes('ETag'),
        takesPut: operations.some((other) => other.path === path && other.method === 'put'),
      }));
  });
  afterAll(() => app.close());

  const read = async (by?: By, which = routes.filter(({ isTagged }) => isTagged)) => {
    const answers = new Map<string, { tag: string | undefined; body: unknown }>();
    for (const { path, url } of which) {
      const { status, headers, body } = await app.call('GET', url, by ? { by } : {});
      expect([path, status]).toEqual([path, 200]);
      answers.set(path, { tag: headers['etag'] as string | undefined, body });
    }
    return answers;
  };
  const hidden: Record<string, () => Promise<{ status: number }>> = {
    'a draft': () => step(app, id, 'PUT', owner, completeSheet({ notes: { en: 'Second.' } })),
    'its change': () => step(app, id, 'PUT', owner, completeSheet({ notes: { en: 'The second.' } })),
    'its submission': () => step(app, id, 'submission', owner),
    'a task': async () => {
      const officer = await known(app, { id: newId(), roles: ['steering'] });
      return step(app, id, 'assignment', steering, { task: 'edit', assigneeId: officer.id });
    },
    'a request for changes': () =>
      step(app, id, 'change-request', steering, { items: [{ pointer: '/title', comment: 'Which?' }] }),
  };
  const shown: Record<string, () => Promise<{ status: number }>> = {
    'its second submission': () => step(app, id, 'submission', owner),
    publication: () => step(app, id, 'publication', steering),
    translation: () => step(app, id, 'translations/de', owner, { title: 'Leben in Italien' }),
  };

  it('has a tag wherever the document says so, and nowhere else', async () => {
    const answers = await read(undefined, routes);
    expect(routes.filter(({ isTagged }) => isTagged).length).toBeGreaterThan(3);
    expect(routes.map(({ path }) => [path, answers.get(path)!.tag !== undefined])).toEqual(
      routes.map(({ path, isTagged }) => [path, isTagged]),
    );
  });

  it('keeps tags and bytes whatever happens to a draft, while the tags of the owner and the steering committee follow it', async () => {
    for (const [name, take] of Object.entries(hidden)) {
      const [everyone, reader, own, ofSteering] = [await read(), await read(reviewer), await read(owner), await read(steering)];
      expect([name, (await take()).status]).toEqual([name, 200]);
      expect([name, await read(), await read(reviewer)]).toEqual([name, everyone, reader]);
      for (const [before, after] of [[own, await read(owner)], [ofSteering, await read(steering)]] as const)
        for (const { path } of routes.filter((route) => everyone.get(route.path)?.tag?.startsWith('"p')))
          expect([name, path, after.get(path)!.tag === before.get(path)!.tag]).toEqual([name, path, false]);
    }
  }); // prettier-ignore

  it('has another tag for other bytes, and is 304 for whoever has the tag', async () => {
    const bytes = new Map<string, string>();
    for (const take of [() => Promise.resolve({ status: 200 }), ...Object.values(shown)]) {
      expect((await take()).status).toBe(200);
      for (const [path, { tag, body }] of await read()) {
        const key = `${path} ${tag}`;
        expect([key, bytes.get(key) ?? JSON.stringify(body)]).toEqual([key, JSON.stringify(body)]);
        bytes.set(key, JSON.stringify(body));
        const url = routes.find((route) => route.path === path)!.url;
        expect((await app.call('GET', url, { headers: { 'if-none-match': tag! } })).status).toBe(304);
      }
    }
    expect(bytes.size).toBeGreaterThan(new Set([...bytes.keys()].map((key) => key.split(' ')[0])).size);
  });

  it('is no state to change: its tag as If-Match is 412 and says what to do', async () => {
    const everyone = await read();
    const written = routes.filter(({ path, takesPut }) => takesPut && everyone.get(path)?.tag?.startsWith('"p'));
    expect(written.length).toBeGreaterThan(1);
    for (const { path, url } of written) {
      const headers = { 'if-match': everyone.get(path)!.tag! };
      const body = path.includes('{lang}') ? { title: 'Hier leben' } : completeSheet();
      const answer = await app.call('PUT', url, { by: owner, headers, body });
      expect([path, answer.status, answer.body.code]).toEqual([path, 412, 'if-match.public']);
    }
  });
});
