import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '#database';
import { statementsOf, testApp, type TestApp } from '#testing';
import { practicesApp } from '../practices.app.js';
import { searchCondition, searchedText } from './practice-search.js';
import { completeSheet, editorOf, publish, search, storePublished } from './practice.example.js';

const HIDDEN = ['\u00ad', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u200f', '\u034f', '\u061c', '\ufe0f'];

describe('words that are searched', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp(practicesApp);
  });
  afterAll(() => app.close());

  /** Whether a practice with this title would be found. */
  const finds = async (title: string, q: string): Promise<boolean> => {
    const { A } = searchedText({ title: { en: title } });
    const parameters: unknown[] = [A];
    const condition = searchCondition(q)((value) => `$${parameters.push(value)}`);
    const [row] = await app.dataSource.query(
      `select ${condition} as found from (select search_words($1, '', '') as words) as w, (select searchable($1) as match_title) as s`,
      parameters,
    );
    return row.found;
  };

  it('are folded the quick way exactly as by the rules, whatever character stands anywhere', async () => {
    const wrong = await app.dataSource.query(
      `select code, text from generate_series(1, 65533) as code,
              unnest(array[chr(code), 'Ab' || chr(code) || 'Cd ', chr(code) || chr(code)]) as text
        where code not between 55296 and 57343 and folded(text) is distinct from folded_by_rules(text)`,
    );
    expect(wrong).toEqual([]);
  });

  it('are those of what is published', async () => {
    const title = { en: 'Newcomers finish the training.Courses are free', de: 'Sprach\u00adförderung 2014-2020' };
    const id = await publish(app, await editorOf(app, newId()), completeSheet({ title, originalLanguage: 'en' }));
    for (const q of ['courses', 'Sprachförderung', '2020']) {
      const { body } = await app.call('GET', `/v1/practices?q=${encodeURIComponent(q)}`);
      expect({ q, ids: body.items.map((item: { id: string }) => item.id) }).toEqual({ q, ids: [id] });
    }
  });

  it.each([
    ['orchard lighthouse', { title: 'Orchard' }, { notes: 'From the orchard to the lighthouse' }],
    ['carousel windmill aqueduct', { title: 'Windmill and aqueduct' }, { notes: 'Carousel, windmill, aqueduct' }],
    ['kite lantern', { title: 'Lantern, lantern', objectives: 'Lanterns' }, { notes: 'Lanterns or kites' }],
  ])('%j stand first where all of them are, whatever a title has', async (q, some, all) => {
    const editor = await editorOf(app, newId());
    const sheet = (texts: object) =>
      completeSheet({ originalLanguage: 'en', title: { en: 'x' }, ...Object.fromEntries(Object.entries(texts).map(([name, en]) => [name, { en }])) }); // prettier-ignore
    const last = await publish(app, editor, sheet(some));
    const first = await publish(app, editor, sheet(all));
    const later = await publish(app, editor, sheet(some));
    const { items } = await search(app, q);
    expect(items.map(({ id }: { id: string }) => id)).toEqual([first, later, last]);
  });

  it.each([
    ['Newcomers finish the training.Courses are free', 'courses'],
    ['Projekt der Stadt St.Gallen', 'Gallen'],
    ['Projekt der Stadt St.Gallen', 'St.Gallen'],
    ['Projekt der Stadt St. Gallen', 'st.gallen'],
    ['Funded by AMIF 2014-2020 programme', '2020'],
    ['Funded by AMIF 2014-2020 programme', '2014-2020'],
    ['Funded by AMIF 2014–2020 programme', '2014-2020'],
    ['Funded by AMIF 2014/2020 programme', '2020'],
    ['Betreuung von Kindern 6-12 Jahren', '12'],
    ['Seit 1.9.2015 in Betrieb', '2015'],
    ['Sprach\u00adförderung', 'Sprachförderung'],
    ['Sprachförderung', 'Sprach\u00adförderung'],
    ['Wohn\u200bungslosenhilfe', 'Wohnungslosenhilfe'],
    ['تَعْلِيمُ اللُّغَةِ', 'تعليم'],
    ['تعليم', 'تَعْلِيمُ'],
    ['دورات للأطفال', 'للاطفال'],
    ['دورات للأطفال', 'للأطفـــال'],
    ['مدرسة', 'مدرسه'],
    ['برنامج کودکان', 'كودكان'],
    ['שָׁלוֹם', 'שלום'],
    ['Πρόσφυγες και γλώσσα', 'ΠΡΌΣΦΥΓΕΣ'],
    ['Straße der Vielfalt', 'STRASSE'],
    ['DİYARBAKIR', 'diyarbakır'],
    ['Łódź dla wszystkich', 'lodz'],
    ['Træning på Nørrebro', 'traening NORREBRO'],
    ['l’intégration des femmes', "l'integration"],
    ['l’intégration des femmes', 'integration'],
    ['education/training', 'training'],
    ['e-learning for all', 'e-learning'],
    ['see www.city.example/courses', 'city.example'],
    ['_Mentoring_ and *coaching*', 'mentoring coaching'],
    ['Work(shops)', 'shops'],
    ['ＦＵＬＬ　ｗｉｄｔｈ', 'full width'],
    ['ﬁnance', 'finance'],
    ['п\u02bcять', "п'ять"],
    ['one…two', 'two'],
    ['Wohnraumlotsen', 'Wohnraum'],
    ['Sprachkurs', 'Sprachkurse'],
    ['Sprachkurse', 'Sprachkurs'],
    ['Ein Sprachkurs', 'Kurs'],
    ['Language courses', 'course'],
    ['Mentoring', 'mentorng'],
    ['Kurse für Frauen', 'für Frauen'],
    ['rights«liberties»', 'liberties'],
  ])('in %j are found by %j', async (title, q) => {
    expect(await finds(title, q)).toBe(true);
  });

  it.each([
    ['Funded by AMIF 2014-2020 programme', '2021'],
    ['language courses', 'language -courses'],
    ['e-learning for all', 'all -e-learning'],
    ['e-learning for all', '"learning e"'],
  ])('in %j are not those of %j', async (title, q) => {
    expect(await finds(title, q)).toBe(false);
  });

  it.each([
    ['learning for all, and e-mail', 'all -e-learning'],
    ['courses 2014', 'courses -2020'],
    ['language work', '"language work"'],
    ['language work', '„language work“'],
    ['a course', 'course or training'],
  ])('in %j are those of %j', async (title, q) => {
    expect(await finds(title, q)).toBe(true);
  });

  it('are found whatever stands between them and whatever nobody sees inside of them', async () => {
    const words = ['förderung', 'πρόσφυγες', 'школа', 'تعليم', 'courses', '2020', 'straße', 'łódź'];
    const between = Array.from('.,;:!?/\\|-–—_+*=#&()[]{}<>"\'’“”„«»…·•@%^~\n\t\u00a0\u3000');
    const piece = fc.record({
      word: fc.constantFrom(...words),
      hidden: fc.constantFrom('', ...HIDDEN),
      at: fc.nat(8),
      mark: fc.constantFrom(...between),
    });
    const hide = (word: string, hidden: string, at: number) => word.slice(0, at) + hidden + word.slice(at);
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 8 }), async (pieces) => {
        const title = pieces.map(({ word, hidden, at, mark }) => hide(word, hidden, at) + mark).join('');
        for (const { word } of pieces)
          expect({ title, word, found: await finds(title, word) }).toMatchObject({ found: true });
        expect({ title, found: await finds(title, title.replaceAll(/["“”„]|(?<=^|\s)-/g, ' ')) }).toMatchObject({
          found: true,
        });
      }),
      { numRuns: 60 },
    );
  });

  it('are looked up by their index, however the practices are sorted or counted', async () => {
    const sheets = Array.from({ length: 12_000 }, () => ({
      sheet: { title: { en: newId() }, notes: { en: 'courses in every city' } },
    }));
    await storePublished(app, sheets);
    const statements = await statementsOf(async (headers) => {
      for (const path of ['practices?sort=relevance&q=Sprachförderung', 'practices?sort=published&total=true&q=Gesundheit', 'practices?sort=title&q=Wohnraum', 'statistics/practices?by=country&q=Theater'])
        expect((await app.call('GET', `/v1/${encodeURI(path)}`, { headers })).status).toBe(200); // prettier-ignore
    });
    const searches = statements.filter(({ text }) => text.includes('_words(w.words) @@'));
    expect(searches).toHaveLength(4);
    for (const { text, parameters } of searches) {
      const plan = JSON.stringify(await app.dataSource.query(`explain (format json) ${text}`, [...parameters]));
      expect([text, plan.includes('"practice_words_all"'), plan.includes('Seq Scan')]).toEqual([text, true, false]);
    }
  }, 120_000);
});
