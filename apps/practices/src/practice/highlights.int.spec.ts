import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import type { Principal } from '#identity';
import { testApp, type TestApp } from '#testing';
import { practicesApp } from '../practices.app.js';
import type { Highlight } from './highlights.js';
import { completeSheet, editorOf, publish, search, step, storePublished } from './practice.example.js';

describe('what a search found of each practice', () => {
  let app: TestApp;
  let city: Partial<Principal>;
  beforeAll(async () => {
    app = await testApp(practicesApp);
    city = await editorOf(app, newId());
  });
  afterAll(() => app.close());

  const list = async (q: string, more = '', by?: Partial<Principal>) =>
    (await search(app, q, `&highlight=true${more}`, by)).items as { id: string; highlights: Highlight[] }[];
  const of = async (id: string, q: string, more = '', by?: Partial<Principal>): Promise<Highlight[]> =>
    (await list(q, more, by)).find((one) => one.id === id)!.highlights;
  /** With brackets around what was found. */
  const shown = ({ parts }: Highlight) => parts.map(({ text, match }) => (match ? `[${text}]` : text)).join('');
  const bare = (overrides = {}) =>
    completeSheet({
      originalLanguage: 'en', title: { en: 'A title' }, objectives: { en: 'To live' }, activities: { en: 'Something' },
      themes: [], aims: ['other'], targetGroups: ['youth'], dimensions: ['cultural'], ...overrides,
    }); // prettier-ignore

  it.each([
    ['Sprachkurse am Abend', 'Sprachkurs', '[Sprachkurse] am Abend'],
    ['Ein Sprachkurs', 'Sprachkurse', 'Ein [Sprachkurs]'],
    ['Wohnraumlotsen', 'Wohnraum', '[Wohnraumlotsen]'],
    ['Ein Abendkurs', 'Kurs', 'Ein [Abendkurs]'],
    ['Mentoring und Mehr', 'mentorng', '[Mentoring] und Mehr'],
    ['Sprach kurs', 'sprachkurs', '[Sprach] [kurs]'],
    ['Łódź dla wszystkich', 'lodz', '[Łódź] dla wszystkich'],
    ['Πρόσφυγες και γλώσσα', 'ΠΡΌΣΦΥΓΕΣ', '[Πρόσφυγες] και γλώσσα'],
    ['Training and Straße', 'STRASSE', 'Training and [Straße]'],
    ['برنامج کودکان', 'كودكان', 'برنامج [کودکان]'],
    ['work with language, language work', '"language work"', 'work with language, [language] [work]'],
    ['gardens without cars', 'gardens -bicycles', '[gardens] without cars'],
    ['kitchens and gardens', 'cellars or kitchens', '[kitchens] and gardens'],
    ['Kurse für Frauen', 'für Kurse', '[Kurse] für Frauen'],
  ])('is marked in the title %j for %j', async (title, q, expected) => {
    const id = await publish(app, city, bare({ title: { en: title } }));
    const [first, ...others] = await of(id, q);
    expect([first!.pointer, first!.lang, first!.translation, shown(first!)]).toEqual([
      '/title',
      'en',
      'none',
      expected,
    ]);
    expect(others.filter(({ code }) => code === undefined)).toEqual([]);
  });

  it('is in the language of its text, translations included; the reader’s first where several have it', async () => {
    const id = await publish(app, city, bare({ originalLanguage: 'el', title: { el: 'Ζωή' }, objectives: { el: 'Στόχος' } }));
    await step(app, id, 'translations/de', city, { title: 'Leben', objectives: 'Ein Netz aus Tandempartnern' });
    await step(app, id, 'translations/nl', city, { title: 'Leven', objectives: 'Een net van tandempartners' });
    const [dutch] = await of(id, 'tandempartners', '&lang=nl');
    expect([dutch!.pointer, dutch!.lang, dutch!.translation, shown(dutch!)]).toEqual(['/objectives', 'nl', 'human', 'Een net van [tandempartners]']);
    const [german] = await of(id, 'Tandempartner Netz', '&lang=de&localised=true');
    expect([german!.lang, shown(german!)]).toEqual(['de', 'Ein [Netz] aus [Tandempartnern]']);
  }); // prettier-ignore

  it('is the name of the code by which a practice was found', async () => {
    const id = await publish(app, city, bare({ themes: ['housing-and-health'], title: { en: 'Doors', pl: 'Drzwi' } }));
    const [english] = await of(id, 'mieszkanie');
    expect(english).toMatchObject({ pointer: '/themes', code: 'housing-and-health', lang: 'en', parts: [{ match: true }] });
    const [polish] = await of(id, 'mieszkanie', '&lang=pl');
    const { body } = await app.call('GET', '/v1/vocabularies?lang=pl');
    const { label } = body.themes.find(({ code }: { code: string }) => code === 'housing-and-health');
    expect(polish).toMatchObject({ lang: 'pl', parts: [{ text: label, match: true }] });
  }); // prettier-ignore

  it('is a few short pieces with the most of it, of names too, never of persons', async () => {
    const long = (words: string) => ({ en: `${'so it goes on '.repeat(500)}${words} ${'and on '.repeat(500)}` });
    const id = await publish(app, city, bare({
      title: { en: 'Harbour lights' }, organiser: { name: 'Harbour Office', kind: 'city' }, context: long('harbour'), challenges: long('boats'),
      objectives: long('harbour boats'), outcomes: long('boats'), lessons: long('harbour'),
      contacts: [{ name: 'Harbour Boats', email: 'harbour@example.org', consentToPublish: true }],
    })); // prettier-ignore
    const found = (await of(id, 'harbour boats')).filter(({ code }) => code === undefined);
    expect(found.map(({ pointer }) => pointer)).toEqual(['/title', '/objectives', '/organiser/name', '/context']);
    for (const one of found) expect(shown(one).length).toBeLessThan(230);
    expect(shown(found[1]!)).toMatch(/^….*\[harbour\] \[boats\].*…$/);
    expect(found[2]).toMatchObject({ lang: null, parts: [{ text: 'Harbour', match: true }, { text: ' Office', match: false }] });
  }); // prettier-ignore

  it('is plain text in parts, whatever its authors wrote', async () => {
    const title = `<img src=x onerror="alert(1)"> quay & <mark>quay</mark> ]]> \u202equay`;
    const id = await publish(app, city, bare({ title: { en: title } }));
    const [{ parts } = { parts: [] }] = await of(id, 'quay');
    expect(parts.map(({ text }) => text).join('')).toBe(title.replace('\u202e', ''));
    expect(parts.filter(({ match }) => match)).toEqual(Array(3).fill({ text: 'quay', match: true }));
    const huge = await publish(app, city, bare({ notes: { en: `${'q'.repeat(450)} ${'x'.repeat(15_000)}` } }));
    const [piece] = await of(huge, 'q'.repeat(400));
    expect(piece?.parts.map(({ text }) => text.length).reduce((a, b) => a + b, 0)).toBeLessThan(230);
  });

  it('is of the version that is listed, and only where it is asked for', async () => {
    const id = await publish(app, city, bare({ notes: { en: 'Lighthouse' } }));
    await step(app, id, 'PUT', city, bare({ notes: { en: 'Two lighthouses' } }));
    expect((await of(id, 'lighthouse')).map(shown)).toEqual(['[Lighthouse]']);
    expect((await of(id, 'lighthouse', '&status=draft', city)).map(shown)).toEqual(['Two [lighthouses]']);
    const { items } = await search(app, 'lighthouse');
    expect(items[0]).not.toHaveProperty('highlights');
    const without = await app.call('GET', '/v1/practices?highlight=true');
    expect(without.body.items[0].highlights).toEqual([]);
  });

  it('is shown for everything that is found, however it is spelt', async () => {
    const titles = ['Newcomers finish the training.Courses are free', 'Projekt der Stadt St.Gallen', 'AMIF 2014–2020 programme', 'Sprach\u00adförderung', 'تَعْلِيمُ اللُّغَةِ', 'دورات للأطفال', 'מדרסה שָׁלוֹם', 'DİYARBAKIR', 'Træning på Nørrebro', 'l’intégration des femmes', 'ＦＵＬＬ　ｗｉｄｔｈ', 'п\u02bcять', 'Għaqda Ħamrun', 'Þór og Ðóra', 'Ŧŧ sámi', 'Ελλάδα ΰψος', 'Ёлка и йод', 'İstanbul ışık', 'ŉ ĳs œuvre', 'Đặng'];
    await storePublished(app, titles.map((en) => ({ sheet: { originalLanguage: 'en' as const, title: { en }, notes: { en: 'harbourmaster' } } })));
    for (const q of [...titles.flatMap((title) => title.split(/[\s.’–]+/)), 'harbourmaster']) {
      for (const { highlights, ...item } of await list(q)) expect([q, item, highlights.length > 0]).toEqual([q, item, true]);
    }
  }); // prettier-ignore
});
