import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#testing';
import { Client, completeSheet, System, withOneMember } from './system.js';

describe('bad input gets a 4xx problem that names the place, and stores nothing', () => {
  let system: System;
  let city: Client;

  beforeAll(async () => {
    system = await System.start();
    ({ city } = await withOneMember(system));
  }, 90_000);
  afterAll(() => system.destroy(), 60_000);

  const sheet = completeSheet('Never stored');
  const json = { 'content-type': 'application/json' };
  const drafts = async () => (await city.get('/v1/practices?status=draft&total=true')).body.total as number;
  const deep = `{"originalLanguage":"en","title":${'['.repeat(10_000)}${']'.repeat(10_000)}}`;
  const bytes = (text: string) => Buffer.from(text, 'latin1');

  const bodies: [string, string | Buffer, number, string | null][] = [
    ['what is not JSON', '{"title": ', 400, null],
    ['an empty body', '', 422, '/originalLanguage'],
    ['a list where an object is expected', '[]', 422, ''],
    ['invalid UTF-8', bytes('{"originalLanguage":"en","title":{"en":"\xff\xfe"}}'), 400, null],
    ['nesting 10,000 deep', deep, 400, null],
    ['a null byte', JSON.stringify({ ...sheet, title: { en: 'a\u0000b' } }), 422, '/title/en'],
    ['a bell', '{"originalLanguage":"en","title":{"en":"a\\u0007b"}}', 422, '/title/en'],
    ['a vertical tab', '{"originalLanguage":"en","title":{"en":"a"},"place":{"name":"\\u000b"}}', 422, '/place/name'],
    ['what is no character', '{"originalLanguage":"en","title":{"en":"\uffff"}}', 422, '/title/en'],
    ['a key twice', '{"originalLanguage":"en","title":{"en":"a","en":"b"}}', 422, '/title/en'],
    [
      'a key twice, once escaped',
      '{"originalLanguage":"en","title":{"en":"a"},"t\\u0069tle":{"en":"b"}}',
      422,
      '/title',
    ],
    ['a lone surrogate', '{"originalLanguage":"en","title":{"en":"a\\ud800b"}}', 422, '/title/en'],
    ['__proto__', '{"originalLanguage":"en","title":{"en":"a"},"__proto__":{"x":1}}', 422, '/__proto__'],
    [
      'constructor',
      '{"originalLanguage":"en","title":{"en":"a"},"place":{"constructor":{"x":1}}}',
      422,
      '/place/constructor',
    ],
    ['an unknown field', JSON.stringify({ ...sheet, colour: 'red' }), 422, '/colour'],
    [
      'an unknown nested field',
      JSON.stringify({ ...sheet, organiser: { name: 'x', colour: 'red' } }),
      422,
      '/organiser/colour',
    ],
    ['a wrong type', JSON.stringify({ ...sheet, countries: 'FI' }), 422, '/countries'],
    ['a wrong code', JSON.stringify({ ...sheet, aims: ['education', 'happiness'] }), 422, '/aims/1'],
    [
      'money as a number',
      JSON.stringify({ ...sheet, funding: { amounts: [{ amount: 1.5, currency: 'EUR' }] } }),
      422,
      '/funding/amounts/0/amount',
    ],
    ['month 13', JSON.stringify({ ...sheet, period: { start: '2012-13' } }), 422, '/period/start'],
    [
      'an end before the start',
      JSON.stringify({ ...sheet, period: { start: '2012-05', end: '2011' } }),
      422,
      '/period/end',
    ],
    ['a javascript: link', JSON.stringify({ ...sheet, links: [{ url: 'javascript:alert(1)' }] }), 422, '/links/0/url'],
  ];

  it.each(bodies)('%s', async (_, body, status, pointer) => {
    const before = await drafts();
    const reply = await city.send('POST', '/v1/practices', { raw: body, headers: json });
    expect(reply.status).toBe(status);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
    expect(reply.body.detail).toEqual(expect.any(String));
    if (pointer !== null) {
      expect(reply.body.errors.map((place: { pointer: string }) => place.pointer)).toContain(pointer);
    }
    expect(await drafts()).toBe(before);
  });

  it.each(['text/plain', 'application/xml', 'multipart/form-data; boundary=x'])('content type %s', async (type) => {
    const reply = await city.send('POST', '/v1/practices', {
      raw: JSON.stringify(sheet),
      headers: { 'content-type': type },
    });
    expect(reply.status).toBe(415);
    expect(reply.body.code).toBe('request.media-type');
  });

  it.each([
    ['/v1/practices/not-an-id', '/id'],
    ['/v1/practices?limit=0', '/limit'],
    ['/v1/practices?limit=101', '/limit'],
    ['/v1/practices?limit=ten', '/limit'],
    ['/v1/practices?colour=red', '/colour'],
    ['/v1/practices?country=XX', '/country'],
    ['/v1/practices?cursor=Zm9yZWlnbg', '/cursor'],
    ['/v1/practices?q=%00', '/q'],
    ['/v1/changes?limit=0', '/limit'],
    ['/v1/changes?since=Zm9yZWlnbg', '/since'],
    ['/v1/statistics/practices?by=colour', '/by'],
    ['/v1/members?votingOn=2026-02-30', '/votingOn'],
  ])('%s', async (path, pointer) => {
    const reply = await city.get(path);
    expect(reply.status).toBe(422);
    expect(reply.body.errors.map((place: { pointer: string }) => place.pointer)).toContain(pointer);
  });

  it.each([
    [
      '/v1/membership-applications',
      { name: 'Q', kind: 'region', country: 'IT', contact: [], consent: true },
      '/contact',
    ],
    ['/v1/subscriptions', { channel: [], filter: {}, frequency: 'immediate' }, '/channel'],
    [
      '/v1/subscriptions',
      { channel: { type: 'webhook', url: 'https://x.example' }, filter: [{}], frequency: 'immediate' },
      '/filter',
    ],
  ])('a list where one object belongs, at %s', async (path, body, pointer) => {
    const reply = await city.post(path, body);
    expect(reply.status).toBe(422);
    expect(reply.body.errors.map((place: { pointer: string }) => place.pointer)).toContain(pointer);
  });

  /** Addresses that lead out of the web, or are none, however they are written. */
  const otherSchemes = [
    'javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:alert(1)', 'java\nscript:alert(1)', 'data:text/html,<script>alert(1)</script>',
    'vbscript:x', 'blob:https://x.example/1', 'file:///etc/passwd', 'ftp://x.example/', 'mailto:a@x.example', 'tel:1', '//x.example', '/here', 'https:x.example',
  ]; // prettier-ignore
  const application = { name: 'Q', kind: 'region', country: 'IT', contact: { name: 'Q', email: 'q@q.example' }, consent: true }; // prettier-ignore
  const submitted = (more: object) => ({ externalId: 'x', sourceVersion: 1, factSheet: sheet, ...more });
  it.each<[string, (url: string) => object, string]>([
    ['/v1/practices', (url) => ({ ...sheet, links: [{ url }] }), '/links/0/url'],
    ['/v1/practices', (url) => ({ ...sheet, evaluation: { url } }), '/evaluation/url'],
    ['/v1/practices/{id}/adoptions', (url) => ({ status: 'planned', links: [{ url }] }), '/links/0/url'],
    ['/v1/membership-applications', (url) => ({ ...application, website: url }), '/website'],
    ['/v1/submissions', (url) => submitted({ sourceUrl: url }), '/sourceUrl'],
  ])('an address of another scheme in a body of %s %#', async (path, body, pointer) => {
    for (const url of otherSchemes) {
      const reply = await city.post(path.replace('{id}', randomUUID()), body(url));
      expect([url, reply.status]).toEqual([url, 422]);
      expect(reply.body.errors.map((place: { pointer: string }) => place.pointer)).toEqual([pointer]);
    }
  });

  it('an address of another scheme in what comes from elsewhere: a submission', async () => {
    const sent = submitted({ externalId: 'links', factSheet: { ...sheet, links: [{ url: 'javascript:alert(1)' }] } });
    const { id } = (await city.post('/v1/submissions', sent)).body;
    const errors = await eventually(async () => (await city.get(`/v1/submissions/${id}`)).body.errors as object[]);
    expect(errors).toEqual([expect.objectContaining({ pointer: '/factSheet/links/0/url' })]);
  });

  describe.each([
    ['EL', 'Greece is GR here.'],
    ['UK', 'United Kingdom is GB here.'],
  ])('%s for a country is answered by the code that it has here', (code, told) => {
    it.each([
      '/v1/practices?country=',
      '/v1/statistics/practices?by=aim&country=',
      '/v1/members?country=',
      '/v1/changes?countries=FI,',
    ])('in %s', async (path) => {
      const reply = await city.get(`${path}${code}`);
      expect(reply.status).toBe(422);
      expect(reply.body.errors).toEqual([expect.objectContaining({ detail: told })]);
    });

    it.each([
      ['/v1/practices', () => ({ ...sheet, countries: ['FI', code] }), '/countries/1'],
      [
        '/v1/membership-applications',
        () => ({ name: 'Q', kind: 'region', country: code, contact: { name: 'Q', email: 'q@q.example' }, consent: true }),
        '/country',
      ],
      [
        '/v1/subscriptions',
        () => ({ channel: { type: 'webhook', url: 'https://x.example' }, filter: { countries: [code] }, frequency: 'immediate' }),
        '/filter/countries/0',
      ],
    ])('in a body of %s', async (path, body, pointer) => {
      const reply = await city.post(path, body());
      expect(reply.status).toBe(422);
      expect(reply.body.errors).toEqual([expect.objectContaining({ pointer, detail: told })]);
    }); // prettier-ignore

    it('in a submission', async () => {
      const sent = { externalId: code, sourceVersion: 1, factSheet: { ...sheet, countries: [code] } };
      const { id } = (await city.post('/v1/submissions', sent)).body;
      const { body } = await eventually(async () => {
        const reply = await city.get(`/v1/submissions/${id}`);
        return reply.body.state === 'refused' && reply;
      });
      expect(body.errors).toEqual([expect.objectContaining({ pointer: '/factSheet/countries/0', detail: told })]);
    });

    it('in a row of an import', async () => {
      const form = new FormData();
      form.append('file', new Blob([JSON.stringify({ ...sheet, externalId: code, countries: [code] })]), 'rows.ndjson');
      const { id } = (await city.send('POST', '/v1/imports', { raw: form })).body;
      const { body } = await eventually(async () => {
        const reply = await city.get(`/v1/imports/${id}/rows?outcome=failed`);
        return reply.body.items.length > 0 && reply;
      });
      expect(body.items[0].errors).toEqual([expect.objectContaining({ pointer: '/countries/0', detail: told })]);
    });
  });

  it('takes Kosovo wherever a country can be named', async () => {
    expect((await city.post('/v1/practices', { ...sheet, countries: ['XK'] })).status).toBe(201);
    expect((await city.get('/v1/practices?country=XK')).status).toBe(200);
    expect((await city.get('/v1/members?country=XK')).status).toBe(200);
    expect((await city.get('/v1/changes?countries=XK')).status).toBe(200);
  });

  it('refuses the cursor of another list', async () => {
    await new Client(system).get('/v1/changes');
    const { next } = (await city.get('/v1/changes')).body as { next: string };
    expect((await city.get(`/v1/practices?cursor=${next}`)).status).toBe(422);
  });

  it('refuses a broken escape in the path', async () => {
    const reply = await city.get('/v1/practices/%E0%A4%A');
    expect(reply.status).toBe(400);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
  });

  it.each([
    ['with content-length', (size: number) => `content-length: ${size}\r\n\r\n`, (chunk: Buffer) => chunk, ''],
    [
      'without content-length',
      () => 'transfer-encoding: chunked\r\n\r\n',
      (chunk: Buffer) => Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]),
      '0\r\n\r\n',
    ],
  ])(
    'a body of 21 MB %s is answered 413, which reaches the client that is still sending',
    async (_, head, frame, end) => {
      const before = await drafts();
      const answer = await sendRaw(head, frame, end);
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
      expect(answer).toContain('application/problem+json');
      expect(answer).toContain('request.too-large');
      expect(await drafts()).toBe(before);
    },
  );

  async function sendRaw(
    head: (size: number) => string,
    frame: (chunk: Buffer) => Buffer,
    end: string,
  ): Promise<string> {
    const { hostname, port } = new URL(system.url);
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => undefined);
    const chunk = Buffer.alloc(1_000_000, 0x20);
    socket.write(
      `POST /v1/practices HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${city.token}\r\ncontent-type: application/json\r\nconnection: close\r\n${head(21 * chunk.length)}`,
    );
    for (let n = 0; n < 21; n += 1) {
      if (!socket.writable) break;
      if (!socket.write(frame(chunk)))
        await new Promise<void>((resolve) => (socket.once('drain', resolve), socket.once('close', () => resolve())));
    }
    if (socket.writable) socket.end(end);
    await closed;
    return answer;
  }

  it('returns emoji, right-to-left text, combining accents, HTML and SQL unchanged in any prose field', async () => {
    const texts = [
      '👩‍👩‍👧‍👦 🇪🇺',
      'مرحبا بالعالم \u202b',
      'e\u0301\u0323 ñ',
      '<script>alert("x")</script> &amp;',
      `'; drop table practice; --`,
    ];
    const prose = [
      'context',
      'challenges',
      'objectives',
      'assistance',
      'activities',
      'relations',
      'outcomes',
      'staffTraining',
      'lessons',
      'replicationScope',
      'notes',
      'projectType',
    ];
    const written = {
      ...completeSheet('texts'),
      ...Object.fromEntries(
        prose.map((field, n) => [field, { en: texts[n % texts.length], ar: texts[(n + 1) % texts.length] }]),
      ),
    };
    const created = await city.post('/v1/practices', written);
    expect(created.status).toBe(201);
    const read = await city.get(`/v1/practices/${created.body.id}`);
    for (const field of prose) expect(read.body.factSheet[field]).toEqual((written as Record<string, unknown>)[field]);
  });
});
