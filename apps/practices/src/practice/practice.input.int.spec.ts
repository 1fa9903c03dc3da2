import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import type { Principal } from '#identity';
import { testApp, type TestApp } from '#testing';
import { practicesApp } from '../practices.app.js';
import { completeSheet, draft, editorOf, step } from './practice.example.js';

const json = (overrides: object) => JSON.stringify({ ...completeSheet(), ...overrides });
const spliced = (text: string) => json({ notes: { en: 'HERE' } }).replace('"HERE"', text);

const bad: readonly [
  what: string,
  body: string | Buffer,
  status: number,
  pointer: string | undefined,
  contentType?: string,
][] = [
  ['no JSON', '{"originalLanguage": ', 400, undefined],
  ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 400, undefined],
  ['10,000-deep nesting', `{"notes":${'['.repeat(10_000)}${']'.repeat(10_000)}}`, 400, undefined],
  ['another content type', json({}), 415, undefined, 'text/plain'],
  ['nothing', '', 422, '/originalLanguage'],
  ['null', 'null', 422, '/originalLanguage'],
  ['a list', '[]', 422, ''],
  ['an unknown field', json({ colour: 'red' }), 422, '/colour'],
  ['an unknown field below', json({ place: { name: 'A', zip: 1 } }), 422, '/place/zip'],
  ['a wrong type', json({ countries: 'IT' }), 422, '/countries'],
  ['a text where a language map is expected', json({ objectives: 'text' }), 422, '/objectives'],
  ['an unknown language', json({ objectives: { xx: 'text' } }), 422, '/objectives/xx'],
  ['a wrong code', json({ aims: ['education', 'fame'] }), 422, '/aims/1'],
  ['no title in the original language', json({ title: { en: 'Only English' } }), 422, '/title/it'],
  [
    'money as a float',
    json({ funding: { amounts: [{ amount: 800.5, currency: 'EUR' }] } }),
    422,
    '/funding/amounts/0/amount',
  ],
  ['month 13', json({ period: { start: '2011-13' } }), 422, '/period/start'],
  ['an end before the start', json({ period: { start: '2012', end: '2011' } }), 422, '/period/end'],
  ['an end of what is ongoing', json({ period: { start: '2012', end: '2013', ongoing: true } }), 422, '/period/end'],
  ['a script as a link', json({ links: [{ url: 'javascript:alert(1)' }] }), 422, '/links/0/url'],
  ['__proto__', spliced('"x", "__proto__": {"admin": true}'), 422, undefined],
  ['__proto__ at the top', json({}).replace('{', '{"__proto__": {"admin": true},'), 422, '/__proto__'],
  ['constructor', json({}).replace('{', '{"constructor": 1,'), 422, '/constructor'],
  ['a null character', spliced('"a\\u0000b"'), 422, '/notes/en'],
  ['half of a surrogate pair', spliced('"a\\ud800b"'), 422, '/notes/en'],
  ['a number that no number holds', spliced('1e999'), 422, '/notes/en'],
];

describe('bad input', () => {
  let app: TestApp;
  let editor: Partial<Principal>;
  let id: string;
  beforeAll(async () => {
    app = await testApp(practicesApp);
    editor = await editorOf(app, newId());
    id = await draft(app, editor);
  });
  afterAll(() => app.close());

  const stored = () =>
    app.dataSource.query(
      'select (select count(*) from practice), (select count(*) from outbox), (select max(revision) from practice)',
    );

  it.each(bad)(
    'is refused with the place of what is wrong, and stores nothing: %s',
    async (_, body, status, pointer, contentType = 'application/json') => {
      const before = await stored();
      const headers = { 'content-type': contentType };
      const created = await app.call('POST', '/v1/practices', { by: editor, body, headers });
      const changed = await app.call('PUT', `/v1/practices/${id}`, {
        by: editor,
        body,
        headers: { ...headers, 'if-match': '"1"' },
      });
      for (const answer of [created, changed]) {
        expect(answer.status).toBe(status);
        expect(answer.headers['content-type']).toContain('application/problem+json');
        if (pointer !== undefined)
          expect(answer.body.errors.map((place: { pointer: string }) => place.pointer)).toContain(pointer);
      }
      expect(await stored()).toEqual(before);
    },
  );

  it('is refused in the bodies of the steps', async () => {
    const by = { ...editor, roles: ['member-editor' as const, 'steering' as const] };
    const places = async (name: string, body: object) =>
      (await step(app, id, name, by, body)).body.errors?.map((place: { pointer: string }) => place.pointer);
    expect(await places('withdrawal', {})).toEqual(['/reason']);
    expect(await places('withdrawal', { reason: ' ' })).toEqual(['/reason']);
    expect(await places('submission', { reason: 1 })).toEqual(['/reason']);
    expect(await places('publication', { why: 'x' })).toEqual(['/why']);
    expect(await places('change-request', { items: [] })).toEqual(['/items']);
    const pointers = ['/aims', '/nope', '/title/xx', '/partners/500/name'];
    expect(await places('change-request', { items: pointers.map((pointer) => ({ pointer, comment: 'c' })) })).toEqual([
      '/items/1/pointer',
      '/items/2/pointer',
      '/items/3/pointer',
    ]);
    expect(await places('change-request', { items: [{ pointer: 'objectives', comment: 'c' }] })).toEqual([
      '/items/0/pointer',
    ]);
    expect(await places('change-request', { items: [null] })).toBeDefined();
    expect(await places('change-request', { items: ['x'] })).toBeDefined();
    expect((await app.call('GET', `/v1/practices/${id}`, { by: editor })).headers['etag']).toBe('"1"');
  });

  it('is refused where it names a partner by the id of no member, written anew or changed', async () => {
    const known = editor.memberId!;
    const partners = [{ memberId: known }, { name: 'NGO' }, { memberId: newId() }];
    const answers = [
      await app.call('POST', '/v1/practices', { by: editor, body: completeSheet({ partners }) }),
      await step(app, id, 'PUT', editor, completeSheet({ partners })),
    ];
    for (const answer of answers)
      expect(answer).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/partners/2/memberId', code: 'no-member' }] },
      });
    const body = completeSheet({ partners: [{ memberId: known.toUpperCase() }] });
    expect((await app.call('POST', '/v1/practices', { by: editor, body })).status).toBe(201);
  });

  it('is refused in the address: ids that are none, versions that are none', async () => {
    expect((await app.call('GET', '/v1/practices/42')).status).toBe(422);
    expect((await app.call('GET', `/v1/practices/${newId()}`)).status).toBe(404);
    expect((await app.call('GET', `/v1/practices/${id}?version=7`, { by: editor })).status).toBe(422);
    expect((await app.call('GET', `/v1/practices/${id}?lang=english`, { by: editor })).status).toBe(422);
  });
});
