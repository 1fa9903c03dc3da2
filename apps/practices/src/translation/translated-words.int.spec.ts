import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import type { Principal } from '#identity';
import { testApp, type TestApp } from '#testing';
import { completeSheet, editorOf, publish, republish, search, step } from '../practice/practice.example.js';
import { practicesApp } from '../practices.app.js';

describe('the words of translations', () => {
  let app: TestApp;
  let city: Partial<Principal>;
  beforeAll(async () => {
    app = await testApp(practicesApp);
    city = await editorOf(app, newId());
  });
  afterAll(() => app.close());

  const sheet = (overrides = {}) =>
    completeSheet({
      originalLanguage: 'el', title: { el: 'Ζωή στην πόλη' }, objectives: { el: 'Στόχος' }, activities: { el: 'Δράση' },
      countries: ['GR'], place: { name: 'Αθήνα' }, themes: [], aims: ['other'], targetGroups: ['youth'], ...overrides,
    }); // prettier-ignore
  const translate = (id: string, body: object, lang = 'de') => step(app, id, `translations/${lang}`, city, body);
  const finds = async (id: string, q: string, more = '', by?: Partial<Principal>): Promise<boolean> =>
    (await search(app, q, more, by)).items.some((one: { id: string }) => one.id === id);

  it('find a practice in the forms, compounds and misspellings of their language, beside its own', async () => {
    const id = await publish(app, city, sheet());
    for (const q of ['Nachbarschaft', 'Gemüsegarten', 'πόλη']) expect(await finds(id, q)).toBe(q === 'πόλη');
    await translate(id, { title: 'Nachbarschaftstreffen im Gemüsegarten', objectives: 'Häuser der Begegnung' });
    for (const q of ['Nachbarschaft', 'Treffen', 'Gemuesegarten Gemüsegärten', 'gemusegarten', 'Gemüsegaten', 'Haus Begegnungen', '"Häuser der Begegnung"', 'πόλη'])
      expect([q, await finds(id, q)]).toEqual([q, true]); // prettier-ignore
    await translate(id, { title: 'Wspólny ogród' }, 'pl');
    expect([await finds(id, 'ogrod'), await finds(id, 'Begegnung')]).toEqual([true, true]);
  });

  it('count in totals, facets and statistics', async () => {
    const id = await publish(app, city, sheet({ countries: ['CY'] }));
    const before = await search(app, 'Kleingartenverein', '&total=true&facets=country');
    expect([before.total, before.facets.country]).toEqual([0, []]);
    await translate(id, { activities: 'Im Kleingartenverein' });
    const after = await search(app, 'Kleingartenverein', '&total=true&facets=country');
    expect([after.total, after.facets.country]).toEqual([1, [{ code: 'CY', count: 1 }]]);
    const { body } = await app.call('GET', '/v1/statistics/practices?by=country&q=Kleingartenverein');
    expect(body.base).toBe(1);
  });

  it('change and go with the translation', async () => {
    const id = await publish(app, city, sheet());
    await translate(id, { title: 'Bibliothek', objectives: 'Lesepaten' });
    await translate(id, { title: 'Schwimmbad' });
    for (const [q, found] of [['Bibliothek', false], ['Lesepaten', false], ['Schwimmbad', true]] as const)
      expect([q, await finds(id, q), await finds(id, '', '&lang=de')]).toEqual([q, found, true]); // prettier-ignore
    await translate(id, { objectives: 'Lesepaten' });
    expect([await finds(id, 'Schwimmbad'), await finds(id, '', '&lang=de')]).toEqual([false, false]);
  });

  it('are those that a reader may get: stale ones too, none where the text is gone or the author writes in that language', async () => {
    const id = await publish(app, city, sheet({ notes: { el: 'Σημείωση' } }));
    await translate(id, { title: 'Werkstatt', objectives: 'Fahrradselbsthilfe', notes: 'Schraubenschlüssel' });
    await republish(app, id, city, sheet({ title: { el: 'Νέα ζωή' }, objectives: { el: 'Στόχος', de: 'Reparieren' } }));
    for (const [q, found] of [['Werkstatt', true], ['Fahrradselbsthilfe', false], ['Reparieren', true], ['Schraubenschlüssel', false]] as const)
      expect([q, await finds(id, q)]).toEqual([q, found]); // prettier-ignore
  });

  it('find the version in work for its owner, whenever the translation came', async () => {
    const id = await publish(app, city, sheet());
    await translate(id, { title: 'Musikschule' });
    await step(app, id, 'PUT', city, sheet({ notes: { el: 'Νέο' } }));
    expect(await finds(id, 'Musikschule', '&status=draft', city)).toBe(true);
    await translate(id, { title: 'Tanzschule' });
    for (const [q, found] of [
      ['Musikschule', false],
      ['Tanzschule', true],
    ] as const)
      expect([q, await finds(id, q, '&status=draft', city), await finds(id, q)]).toEqual([q, found, found]);
  });

  it('are erased with a person whom they name, in every version, and everybody’s tag changes', async () => {
    const id = await publish(app, city, sheet());
    await translate(id, { objectives: 'Gegründet von Aino Virtanen' });
    await republish(app, id, city, sheet({ notes: { el: 'Νέο' } }));
    const { headers } = await app.call('GET', `/v1/practices/${id}?lang=de`);
    expect(await finds(id, 'Virtanen')).toBe(true);
    const { body } = await app.call('POST', '/v1/data-subjects/erasure', {
      by: { id: 'operator', roles: ['admin'] }, body: { email: 'aino@tampere.example', names: ['Aino Virtanen'] },
    }); // prettier-ignore
    expect(body.places).toContainEqual({ place: 'practices.translation', count: 1 });
    const rows = await app.dataSource.query(
      `select number from practice_search join practice_words using (ordinal) where practice_id = $1 and words @@ 'virtanen'::tsquery`,
      [id],
    );
    expect(rows).toEqual([]);
    const after = await app.call('GET', `/v1/practices/${id}?lang=de`);
    expect(after.headers['etag']).not.toBe(headers['etag']);
    expect(after.body.factSheet.objectives.text).toBe('Gegründet von [erased]');
  });
});
