import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import type { Principal } from '#identity';
import { JobRunner } from '#jobs';
import { ClockAhead, eventually, pagesOf, testApp, waitingAt, type TestApp } from '#testing';
import { translationService, type Asked } from '../../test/translation-service.js';
import { practicesApp } from '../practices.app.js';
import { completeSheet, draft, editorOf, publish, republish, steering, step } from '../practice/practice.example.js';

const secret = 'a secret of both sides, 32 or more';

describe('a practice in further languages', () => {
  let machine: Awaited<ReturnType<typeof translationService>>;
  let clock: ClockAhead;
  let app: TestApp;
  let city: Partial<Principal>;
  let other: Partial<Principal>;
  beforeAll(async () => {
    machine = await translationService();
    clock = new ClockAhead();
    const env = { LRA_TRANSLATION_URL: machine.url, LRA_TRANSLATION_SECRET: secret, LRA_TRANSLATION_LIMIT: '2000' };
    app = await testApp(practicesApp, { env, clock });
    [city, other] = [await editorOf(app, newId()), await editorOf(app, newId())];
  });
  beforeEach(async () => {
    machine.asked.length = 0;
    machine.state.status = 202;
    await app.dataSource.query('update translation_job set characters = 0');
  });
  afterAll(async () => {
    await app.close();
    await machine.close();
  });

  const sheet = (overrides = {}) =>
    completeSheet({ title: { it: 'Vivere' }, objectives: { it: 'Lingua' }, activities: { it: 'Corsi' }, ...overrides });
  const put = async (id: string, lang: string, body: object, by = city, ifMatch?: string) => {
    const { headers } = await app.call('GET', `/v1/practices/${id}`, { by: steering });
    return app.call('PUT', `/v1/practices/${id}/translations/${lang}`, {
      by, body, headers: { 'if-match': ifMatch ?? String(headers['etag']) },
    }); // prettier-ignore
  };
  const read = async (id: string, query: string, language?: string) =>
    app.call('GET', `/v1/practices/${id}?${query}`, language ? { headers: { 'accept-language': language } } : {});

  describe('by people', () => {
    it('is read in the reader’s language, text by text, and says what is no longer up to date', async () => {
      const id = await publish(app, city, sheet());
      const { status, body } = await put(id, 'de', { title: 'Leben', objectives: 'Sprache' });
      expect([status, body.language, body.texts.length]).toEqual([200, 'de', 2]);
      await republish(app, id, city, sheet({ title: { it: 'Vivere bene' } }));
      const { factSheet } = (await read(id, 'lang=de')).body;
      expect(factSheet).toMatchObject({
        title: { text: 'Leben', lang: 'de', translation: 'human', stale: true },
        objectives: { text: 'Sprache', lang: 'de', translation: 'human', stale: false },
        activities: { text: 'Corsi', lang: 'it', translation: 'none', stale: false },
      });
      const { items } = (await app.call('GET', `/v1/practices/${id}/translations`)).body;
      expect(items).toMatchObject([{ language: 'de', human: 2, machine: 0, stale: 1 }]);
    });

    it('waits for an editor of the owner as long as a text of it is stale, whichever source it has', async () => {
      const [by, colleague] = [await editorOf(app, newId()), await editorOf(app, newId())];
      const waiting = async (whose = by) =>
        (await waitingAt('/v1/waiting', (path) => app.call('GET', path, { by: whose })))['practice-to-translate'];
      const indicators = [{ name: { en: 'Courses' }, value: 1 }];
      const originals = { title: { it: 'Vivere' }, lessons: { fr: 'Parler', en: 'Talk' }, indicators };
      const [id, unchanged] = [await publish(app, by, sheet(originals)), await publish(app, by, sheet(originals))];
      const texts = { title: 'Leben', lessons: 'Reden', indicators: [{ name: 'Kurse' }] };
      for (const one of [id, unchanged]) expect((await put(one, 'de', texts, by)).status).toBe(200);
      await republish(app, unchanged, by, sheet({ ...originals, activities: { it: 'Altri corsi' } }));
      expect(await waiting()).toBeUndefined();
      for (const changed of [
        { title: { it: 'Vivere bene' } },
        { lessons: { fr: 'Parler', en: 'Talk again' } },
        { lessons: { it: 'Parlare', en: 'Talk' } },
        { indicators: [{ name: { de: 'Kurse', en: 'All courses' }, value: 1 }] },
        { indicators: undefined },
      ]) {
        await republish(app, id, by, sheet({ ...originals, ...changed }));
        const { publishedAt } = (await app.call('GET', `/v1/practices/${id}/versions?limit=1`)).body.items[0];
        expect([changed, await waiting()]).toEqual([changed, { count: 1, due: null, since: publishedAt }]);
        const list = await app.call('GET', '/v1/practices?waitingFor=translator', { by });
        expect(list.body.items).toMatchObject([{ id }]);
        const stale = (await app.call('GET', `/v1/practices/${id}/translations`)).body.items[0].stale;
        expect([changed, stale]).toEqual([changed, 1]);
        await republish(app, id, by, sheet({ ...originals, lessons: { fr: 'Autre', en: 'Talk' } }));
        expect([changed, await waiting()]).toEqual([changed, undefined]);
      }
      await republish(app, id, by, sheet({ ...originals, title: { it: 'Vivere bene' } }));
      expect(await waiting(colleague)).toBeUndefined();
      expect(await waiting({ ...by, roles: ['official'] })).toBeUndefined();
      expect((await app.call('GET', '/v1/practices?waitingFor=translator', { by: steering })).body.items).toEqual([]);
      await put(id, 'de', { title: 'Gut leben' }, by);
      expect(await waiting()).toBeUndefined();
    });

    it('follows Accept-Language where that is asked for, in lists too, each set of languages under an ETag of its own', async () => {
      const id = await publish(app, city, sheet());
      await put(id, 'de', { title: 'Leben' });
      const [plain, german, french] = [
        await read(id, '', 'de'),
        await read(id, 'localised=true', 'de-AT, fr;q=0.5'),
        await read(id, 'localised=true', 'fr'),
      ];
      expect(plain.body.factSheet.title).toEqual({ it: 'Vivere' });
      expect(german.body.factSheet.title.text).toBe('Leben');
      expect(french.body.factSheet.title).toMatchObject({ text: 'Vivere', lang: 'it' });
      expect(new Set([plain, german, french].map(({ headers }) => headers['etag'])).size).toBe(3);
      expect(german.headers['vary']).toContain('accept-language');
      const list = await app.call('GET', '/v1/practices?localised=true&limit=1', {
        headers: { 'accept-language': 'de' },
      });
      expect(list.body.items[0]).toMatchObject({ id, factSheet: { title: { text: 'Leben', translation: 'human' } } });
    });

    it('is read and found by related languages, and by tags that are more than a language', async () => {
      const title = { no: 'Språkkafé', en: 'Language café', he: 'בית קפה' };
      const id = await publish(app, city, sheet({ originalLanguage: 'no', title }));
      const titleFor = async (query: string, accepted?: string) =>
        (await read(id, query, accepted)).body.factSheet.title.text;
      expect(await titleFor('localised=true', 'nb-NO,nb;q=0.9,en;q=0.5')).toBe('Språkkafé');
      expect(await titleFor('lang=nn')).toBe('Språkkafé');
      expect(await titleFor('lang=iw')).toBe('בית קפה');
      expect(await titleFor('lang=en-GB')).toBe('Language café');
      await put(id, 'pt', { title: 'Café de línguas' });
      expect(await titleFor('localised=true', 'pt-BR, en;q=0.9')).toBe('Café de línguas');
      for (const lang of ['nb', 'nn-NO', 'pt-BR,fi', 'no']) {
        const { body } = await app.call('GET', `/v1/practices?lang=${lang}&limit=100`);
        expect({ lang, ids: body.items.map((one: { id: string }) => one.id) }).toEqual({ lang, ids: [id] });
      }
      expect((await read(id, 'lang=tlh')).status).toBe(422);
      expect((await app.call('GET', '/v1/practices?lang=tlh')).status).toBe(422);
    });

    it('is found by the language into which its title was translated', async () => {
      const id = await publish(app, city, sheet());
      const found = async () =>
        ((await app.call('GET', '/v1/practices?lang=el&limit=100')).body.items as { id: string }[]).map(
          (one) => one.id,
        );
      await put(id, 'el', { objectives: 'Γλώσσα' });
      expect(await found()).toEqual([]);
      await put(id, 'el', { title: 'Ζωή' });
      expect(await found()).toEqual([id]);
    });

    it('leaves the version as it is for ever, and what was read without a language can be written back without loss', async () => {
      const id = await publish(app, city, sheet());
      const before = (await app.call('GET', `/v1/practices/${id}/versions/1`)).body;
      await put(id, 'de', { title: 'Leben', activities: 'Kurse' });
      expect((await app.call('GET', `/v1/practices/${id}/versions/1`)).body).toEqual(before);
      const { body } = await app.call('GET', `/v1/practices/${id}`, { by: city });
      expect((await step(app, id, 'PUT', city, body.factSheet)).body.factSheet).toEqual(body.factSheet);
    });

    it('takes the ETag of the practice and gives another; an editor who comes too late is told of it', async () => {
      const id = await publish(app, city, sheet());
      const { headers } = await app.call('GET', `/v1/practices/${id}`, { by: city });
      const made = await put(id, 'de', { title: 'Leben' });
      expect(made.headers['etag']).not.toBe(headers['etag']);
      const late = await put(id, 'de', { title: 'Wohnen' }, city, String(headers['etag']));
      expect([late.status, late.body.changes]).toMatchObject([412, [{ kind: 'translate', pointers: ['/title/de'] }]]);
      const missing = await app.call('PUT', `/v1/practices/${id}/translations/de`, { by: city, body: {} });
      expect(missing.status).toBe(428);
    });

    it('keeps every state, and what is left out of the next is gone from the present', async () => {
      const id = await publish(app, city, sheet());
      await put(id, 'de', { title: 'Leben', objectives: 'Sprache' });
      await put(id, 'de', { title: 'Wohnen' });
      const path = `/v1/practices/${id}/translations/de`;
      expect((await app.call('GET', path)).body.texts.map(({ text }: { text: string }) => text)).toEqual(['Wohnen']);
      const { body } = await app.call('GET', `${path}/history?limit=1&total=true`);
      expect([body.items[0].revision, body.total]).toEqual([2, 2]);
      const next = await app.call('GET', `${path}/history?cursor=${body.next}`);
      expect(next.body.items[0].texts.map(({ text }: { text: string }) => text)).toEqual(['Leben', 'Sprache']);
      const { there, back } = await pagesOf((one) => app.call('GET', one), `${path}/history?limit=1`);
      expect([there.length, back]).toEqual([2, there]);
    });

    it('can say which version it is of: it is stale where that differs', async () => {
      const id = await publish(app, city, sheet());
      await republish(app, id, city, sheet({ title: { it: 'Vivere bene' } }));
      const { body } = await put(id, 'de', { basedOnVersion: 1, title: 'Leben', objectives: 'Sprache' });
      expect(body.texts).toMatchObject([
        { pointer: '/title', stale: true, basedOnVersion: 1 },
        { pointer: '/objectives', stale: false },
      ]);
      expect((await put(id, 'de', { basedOnVersion: 9, title: 'Leben' })).body.errors).toMatchObject([
        { pointer: '/basedOnVersion' },
      ]);
    });

    it('keeps what is named as kept with what it was made from, so that one text is renewed and the others stay stale', async () => {
      const id = await publish(app, city, sheet());
      await put(id, 'de', { title: 'Leben', objectives: 'Sprache' });
      await republish(app, id, city, sheet({ title: { it: 'Vivere bene' }, objectives: { it: 'Lingua viva' } }));
      const { body } = await put(id, 'de', { title: 'Gut leben', kept: ['/objectives', '/lessons'] });
      expect(body.texts).toMatchObject([
        { pointer: '/title', text: 'Gut leben', stale: false, basedOnVersion: 2 },
        { pointer: '/objectives', text: 'Sprache', stale: true, basedOnVersion: 1 },
      ]);
    });

    it('refuses what is in that language already, what has no text to translate, and drafts', async () => {
      const id = await publish(app, city, sheet());
      const { status, body } = await put(id, 'it', { title: 'Vivere', lessons: 'x' });
      expect([status, body.errors]).toMatchObject([
        422, [{ pointer: '/title', code: 'original-language' }, { pointer: '/lessons', code: 'no-source' }],
      ]); // prettier-ignore
      const unpublished = await draft(app, city, sheet());
      const tag = (await app.call('GET', `/v1/practices/${unpublished}`, { by: city })).headers['etag'];
      expect((await put(unpublished, 'de', { title: 'Leben' }, city, String(tag))).body.code).toBe('practice.state');
    });

    it('is the owner’s and the secretariat’s to write, and everyone’s to read', async () => {
      const id = await publish(app, city, sheet());
      expect((await put(id, 'de', { title: 'x' }, other)).status).toBe(403);
      expect((await put(id, 'de', { title: 'x' }, steering)).status).toBe(200);
      expect((await app.call('GET', `/v1/practices/${id}/translations/de`)).status).toBe(200);
      expect((await app.call('GET', `/v1/practices/${id}/translations/fr`)).status).toBe(404);
    });

    it('is told to everyone by an event that names the language', async () => {
      const id = await publish(app, city, sheet());
      await put(id, 'de', { title: 'Leben' });
      const [row] = await app.dataSource.query<object[]>(
        'select type, data from outbox where stream_id = $1 order by sequence desc limit 1',
        [id],
      );
      expect(row).toMatchObject({
        type: 'eu.lra-network.practice.translated.v1',
        data: { id, language: 'de', title: { it: 'Vivere' } },
      });
    });

    it('covers prose inside of other fields', async () => {
      const id = await publish(
        app, city, sheet({ evaluation: { conducted: 'yes', summary: { it: 'Buono' } }, indicators: [{ name: { it: 'corsi' } }] }),
      ); // prettier-ignore
      await put(id, 'de', { evaluation: { summary: 'Gut' }, indicators: [{ name: 'Kurse' }] });
      expect((await read(id, 'lang=de')).body.factSheet).toMatchObject({
        evaluation: { conducted: 'yes', summary: { text: 'Gut' } }, indicators: [{ name: { text: 'Kurse' } }],
      }); // prettier-ignore
    });
  });

  describe('by a machine', () => {
    const ask = (id: string, lang = 'de', by = city) =>
      app.call('POST', `/v1/practices/${id}/translations/${lang}/machine`, { by });
    const sent = async (count = 1) => {
      await eventually(() => machine.asked.length >= count);
      return machine.asked[count - 1]!;
    };
    const answer = (asked: Asked, change: object = {}) =>
      app.call('POST', '/v1/translation-results', {
        body: {
          externalReference: asked.externalReference,
          texts: asked.texts.map(({ id, text }) => ({ id, text: `[${text}]` })),
          ...change,
        },
      });
    const job = async (location: unknown) => (await app.call('GET', String(location), { by: city })).body;
    const wake = () => app.app.get(JobRunner).wake();

    it('is asked for, and comes later by the callback with the reference; the job says how far it is', async () => {
      const id = await publish(app, city, sheet());
      const { status, headers, body } = await ask(id);
      expect([status, body.state]).toEqual([202, 'queued']);
      const asked = await sent();
      expect(asked).toMatchObject({
        targetLanguage: 'de',
        requesterCallback: expect.stringMatching(/\/v1\/translation-results$/),
        texts: [{ id: '/title', sourceLanguage: 'it', text: 'Vivere' }, { id: '/objectives' }, { id: '/activities' }],
      });
      expect(JSON.stringify(asked)).not.toMatch(/ada@|bob@/);
      expect(await job(headers['location'])).toMatchObject({ state: 'running', total: 3, processed: 0 });
      expect((await answer(asked)).status).toBe(204);
      expect(await job(headers['location'])).toMatchObject({ state: 'done', processed: 3 });
      expect((await read(id, 'lang=de')).body.factSheet.title).toEqual({
        text: '[Vivere]',
        lang: 'de',
        translation: 'machine',
        stale: false,
      });
    });

    it('is found by its words as soon as they have arrived', async () => {
      const id = await publish(app, city, sheet());
      await ask(id);
      const asked = await sent();
      await answer(asked, { texts: [{ id: '/activities', text: 'Gemüsebeete' }] });
      const { items } = (await app.call('GET', '/v1/practices?q=Gem%C3%BCsebeet')).body;
      expect(items.map((one: { id: string }) => one.id)).toEqual([id]);
    });

    it('twice with the same result changes nothing the second time', async () => {
      const id = await publish(app, city, sheet());
      await ask(id);
      const asked = await sent();
      await answer(asked);
      const { headers } = await read(id, '');
      expect((await answer(asked, { texts: [{ id: '/title', text: 'Anders' }] })).status).toBe(204);
      expect((await read(id, '')).headers['etag']).toBe(headers['etag']);
    });

    it('is not taken from anybody else: a reference that we did not make is refused', async () => {
      const id = await publish(app, city, sheet());
      await ask(id);
      const asked = await sent();
      const [jobId] = asked.externalReference.split('.');
      for (const reference of [
        `${jobId}.${'A'.repeat(43)}`,
        `${newId()}.${asked.externalReference.split('.')[1]}`,
        jobId!,
        'x',
      ]) {
        const { status, body } = await answer(asked, { externalReference: reference });
        expect([status, body.code]).toEqual([403, 'translation.not-asked']);
      }
      expect((await app.call('GET', `/v1/practices/${id}/translations/de`)).status).toBe(404);
      await answer(asked);
    });

    it('never replaces what people wrote, and takes only what was asked for', async () => {
      const id = await publish(app, city, sheet());
      await ask(id);
      const asked = await sent();
      await put(id, 'de', { title: 'Leben' });
      await answer(asked, {
        texts: [
          { id: '/title', text: 'Maschine' },
          { id: '/objectives', text: 'Sprache' },
          { id: '/lessons', text: 'Mehr' },
        ],
      });
      const { body } = await app.call('GET', `/v1/practices/${id}/translations/de`);
      expect(body.texts.map((one: { pointer: string; text: string; translation: string }) => [one.pointer, one.text, one.translation])).toEqual([
        ['/title', 'Leben', 'human'], ['/objectives', 'Sprache', 'machine'],
      ]); // prettier-ignore
      await put(id, 'de', { activities: 'Kurse' });
      const kept = await app.call('GET', `/v1/practices/${id}/translations/de`);
      expect(kept.body.texts.map(({ text }: { text: string }) => text).sort()).toEqual(['Kurse', 'Sprache']);
    });

    it('of a version that was replaced meanwhile is asked for again, for what changed alone', async () => {
      const id = await publish(app, city, sheet());
      await ask(id);
      const first = await sent();
      await republish(app, id, city, sheet({ title: { it: 'Vivere bene' } }));
      await ask(id);
      await answer(first);
      const second = await sent(2);
      expect(second.texts).toEqual([{ id: '/title', sourceLanguage: 'it', text: 'Vivere bene' }]);
      await answer(second);
      expect((await read(id, 'lang=de')).body.factSheet.title).toMatchObject({ text: '[Vivere bene]', stale: false });
    });

    it('is tried again when the service does not take it, and fails when the service says so', async () => {
      const id = await publish(app, city, sheet());
      machine.state.status = 503;
      const { headers } = await ask(id);
      await eventually(async () => (await job(headers['location'])).reason === 'TranslationNotTaken: HTTP 503');
      machine.state.status = 202;
      clock.aheadMs += 60_000;
      wake();
      const asked = await sent();
      await answer(asked, { texts: null, error: 'Language pair not offered.' });
      expect(await job(headers['location'])).toMatchObject({ state: 'failed', reason: 'Language pair not offered.' });
    });

    it('waits for the next month when its texts would exceed the limit', async () => {
      const id = await publish(app, city, sheet({ activities: { it: 'x'.repeat(3_000) } }));
      const { headers } = await ask(id);
      await eventually(async () => (await job(headers['location'])).reason === 'The monthly limit is reached.');
      expect(machine.asked).toEqual([]);
      const rows = () =>
        app.dataSource.query<{ at: Date }[]>(
          `select due_at as at from job where state = 'later' and key = (select id::text from translation_job where practice_id = $1)`,
          [id],
        );
      const { at } = await eventually(async () => (await rows())[0]);
      const now = clock.now();
      expect(at).toEqual(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1)));
    });

    it('is the owner’s and the secretariat’s to ask for, and not for the original language', async () => {
      const id = await publish(app, city, sheet());
      expect((await ask(id, 'de', other)).status).toBe(403);
      expect((await ask(id, 'it')).body.errors).toMatchObject([{ code: 'original-language' }]);
    });
  });

  it('is translated into the languages of the settings when it is published, and by no machine where none is set up', async () => {
    const env = {
      LRA_TRANSLATION_URL: machine.url,
      LRA_TRANSLATION_SECRET: secret,
      LRA_TRANSLATION_LANGUAGES: 'en, it,fr',
    };
    const asking = await testApp(practicesApp, { env });
    try {
      await publish(asking, await editorOf(asking, newId()), sheet());
      await eventually(() => machine.asked.length === 2);
      expect(machine.asked.map(({ targetLanguage }) => targetLanguage).sort()).toEqual(['en', 'fr']);
    } finally {
      await asking.close();
    }
    const without = await testApp(practicesApp);
    try {
      const owner = await editorOf(without, newId());
      const id = await publish(without, owner, sheet());
      const refused = await without.call('POST', `/v1/practices/${id}/translations/de/machine`, { by: owner });
      expect([refused.status, refused.body.code]).toEqual([409, 'translation.no-machine']);
    } finally {
      await without.close();
    }
  }, 30_000);
});
