import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { euLanguages, vocabularies, type EuLanguage, type Language } from '#contracts';
import { FactSheetDto } from '../fact-sheet/fact-sheet.dto.js';
import { filledIn } from '../fact-sheet/fact-sheet.fields.js';
import type { FactSheet, LanguageMap } from '../fact-sheet/fact-sheet.js';
import { textsAt, type LocalisedText, type Translations } from '../reading/localised.js';
import { translationsOf } from '../reading/translation.repository.js';
import { fragmentOf, Marker, countTerms, type Form, type Match, type Part, type Sought } from './marked-text.js';
import { codesOf, INSIDE, mayBeMisspelt, searchQuery, termsIn } from './practice-search.js';
import { codeWord, searchedLists, type SearchedList, type Term } from './search-terms.js';

/** A piece of a practice that a search found. */
export interface Highlight {
  /** JSON Pointer into the fact sheet. */
  readonly pointer: string;
  /** Null for a name, which belongs to no language. */
  readonly lang: Language | null;
  /** `none`: the text of the fact sheet itself. */
  readonly translation: LocalisedText['translation'];
  /** Present where the practice was found by this code; the parts are its name. */
  readonly code?: string;
  readonly parts: readonly Part[];
}

/** A version that is listed. */
export interface ListedVersion {
  readonly id: string;
  readonly number: number;
}

/** Most pieces of one practice besides its title: of its texts, and names of its codes. */
const [MOST_TEXTS, MOST_CODES] = [3, 3];

/** Most characters that are looked through for one practice, and for a page. */
const [EACH, ALL] = [50_000, 1_000_000];

/** Where a fact sheet has the codes of a list. */
const pointers: Readonly<Record<SearchedList, string>> = {
  dimensions: '/dimensions', themes: '/themes', aims: '/aims', targetGroups: '/targetGroups', countries: '/countries',
  fundingSources: '/funding/sources', organiserKinds: '/organiser/kind', partnerKinds: '/partners', evaluationKinds: '/evaluation/kind',
  replicated: '/replicated',
}; // prettier-ignore

/** A text that may have been found. */
interface Candidate extends Omit<Highlight, 'parts'> {
  readonly text: string;
  readonly matches: readonly Match[];
}

type Texts = Omit<Candidate, 'matches'>[];

/** What a search found of the practices of a page: it looks at these alone, with the words that the search looked up. */
@Injectable()
export class Highlights {
  constructor(private readonly dataSource: DataSource) {}

  /** @param wanted the reader's languages, the best first */
  async of(q: string, versions: readonly ListedVersion[], wanted: readonly Language[]): Promise<Highlight[][]> {
    if (q.trim() === '' || versions.length === 0) return versions.map(() => []);
    const terms = termsIn(q);
    const ids = versions.map(({ id }) => id);
    const [sheets, translations, sought] = await Promise.all([
      this.sheetsOf(versions),
      translationsOf(this.dataSource.manager, ids),
      terms.length === 0 ? this.exactly(q) : this.formsOf(terms),
    ]);
    const marker = new Marker(sought);
    let left = ALL;
    const pages = versions.map(({ id, number }) => {
      const sheet = sheets.get(`${id}/${number}`) ?? {};
      const all = textsOf(sheet, inOrder(translations.get(id), wanted));
      const titles = all.filter(({ pointer }) => pointer === '/title');
      const others = upTo(Math.min(EACH, left), all.filter(({ pointer }) => pointer !== '/title')); // prettier-ignore
      left -= others.reduce((sum, { text }) => sum + text.length, 0);
      return { sheet, titles: titles.map(marked(marker)), others: others.map(marked(marker)) };
    });
    await this.addNearly(terms, marker, pages.flatMap(({ titles }) => titles)); // prettier-ignore
    return pages.map(({ sheet, titles, others }) => [
      ...best(titles, wanted, 1),
      ...best(others, wanted, MOST_TEXTS),
      ...codesFound(sheet, terms, wanted),
    ]);
  }

  private async sheetsOf(versions: readonly ListedVersion[]): Promise<Map<string, Partial<FactSheet>>> {
    const rows = await this.dataSource.query<{ key: string; sheet: Partial<FactSheet> }[]>(
      `select concat(v.practice_id, '/', v.number) as key, v.fact_sheet as sheet
         from unnest($1::uuid[], $2::integer[]) as t(id, number) join practice_version v on v.practice_id = t.id and v.number = t.number`,
      [versions.map(({ id }) => id), versions.map(({ number }) => number)],
    );
    return new Map(rows.map(({ key, sheet }) => [key, sheet]));
  }

  /** The forms in which the search looks for the words of terms. */
  private async formsOf(terms: readonly Term[]): Promise<Sought[]> {
    const words = terms.flatMap((term, n) => term.words.map((word) => ({ word, term: n })));
    const rows = await this.dataSource.query<{ query: string }[]>(
      'select search_term(word)::text as query from unnest($1::text[]) with ordinality as t(word, n) order by n',
      [words.map(({ word }) => word)],
    );
    return words.map(({ term }, n) => ({ term, sequence: [formsIn(rows[n]!.query)] }));
  }

  /** What a query with operators looks for; excluded words are none of it. */
  private async exactly(q: string): Promise<Sought[]> {
    const [row] = await this.dataSource.query<{ query: string }[]>(`select querytree(${searchQuery('$1')}) as query`, [
      q,
    ]);
    const phrases = row?.query.match(/'[^']+'(?::\S+)?(?: <(?:-|\d+)> '[^']+'(?::\S+)?)*/g) ?? [];
    return phrases.map((phrase, term) => ({ term, sequence: formsIn(phrase).map((form) => [form]) }));
  }

  /** Marks in titles what has a term within a word, or misspelt, where nothing has the term itself. */
  private async addNearly(terms: readonly Term[], marker: Marker, titles: { text: string; matches: Match[] }[]) {
    const places = titles.map((title) => ({ title, words: marker.placesIn(title.text) }));
    const lacking = terms.flatMap(({ words: [word = '', ...more] }, term) => {
      const where = places.filter(({ title }) => !title.matches.some((match) => match.term === term));
      return more.length === 0 && word.length >= INSIDE && where.length > 0 ? [{ term, word, where }] : [];
    });
    const pairs = ({ words }: (typeof places)[number]) =>
      words.map((place, n) => ({
        at: [place, words[n + 1]].filter((one) => one !== undefined),
        single: place.words.join(' '),
        pair: [place, words[n + 1]].flatMap((one) => one?.words ?? []).join(' '),
      }));
    const asked = lacking.filter(({ word }) => mayBeMisspelt(word));
    const rows =
      asked.length === 0
        ? []
        : await this.dataSource.query<{ term: number; written: string }[]>(
            `select term, written from unnest($1::integer[], $2::text[]) as t(term, word), unnest($3::text[]) as written where written %> word`,
            [
              asked.map(({ term }) => term),
              asked.map(({ word }) => word),
              [
                ...new Set(
                  asked.flatMap(({ where }) => where.flatMap(pairs).flatMap(({ single, pair }) => [single, pair])),
                ),
              ],
            ],
          );
    const alike = new Set(rows.map(({ term, written }) => `${term} ${written}`));
    for (const { term, word, where } of lacking) {
      for (const place of where) {
        const all = pairs(place);
        const singles = all.filter(({ single }) => single.includes(word) || alike.has(`${term} ${single}`));
        const found = singles.length > 0 ? singles.map(({ at }) => at.slice(0, 1)) : all.filter(({ pair }) => alike.has(`${term} ${pair}`)).map(({ at }) => at); // prettier-ignore
        place.title.matches.push(...found.flat().map(({ start, end }) => ({ start, end, term })));
        place.title.matches.sort((a, b) => a.start - b.start);
      }
    }
  }
}

/** The forms of a query as PostgreSQL writes it: `'kurs':* | 'kurse'`. */
const formsIn = (query: string): Form[] =>
  [...query.matchAll(/'([^']+)'(:\S*\*)?/g)].map(([, text = '', prefix]) => ({ text, isPrefix: prefix !== undefined }));

const marked =
  (marker: Marker) =>
  <T extends { readonly text: string }>(one: T) => ({ ...one, matches: marker.matches(one.text) });

/** The reader's languages first. */
const inOrder = (translations: Translations = new Map(), wanted: readonly Language[]): Translations =>
  new Map([...translations].sort(([a], [b]) => placeIn(wanted, a) - placeIn(wanted, b)));

const placeIn = (wanted: readonly Language[], lang: Language | null): number => {
  const at = lang === null ? -1 : wanted.indexOf(lang);
  return at < 0 ? wanted.length : at;
};

/** Everything that is searched, the fact sheet's own texts first. */
function textsOf(sheet: Partial<FactSheet>, translations: Translations): Texts {
  const texts = [...filledIn(FactSheetDto, sheet)].flatMap(({ field, value, pointer }): Texts => {
    if (!field.search) return [];
    if (typeof value === 'string') return [{ pointer, lang: null, translation: 'none', text: value }];
    return [...textsAt(value as LanguageMap, pointer, translations)].map((one) => ({ pointer, ...one }));
  });
  return [...texts.filter(({ translation }) => translation === 'none'), ...texts.filter(({ translation }) => translation !== 'none')]; // prettier-ignore
}

function upTo(characters: number, texts: Texts): Texts {
  let left = characters;
  return texts.flatMap((one) => {
    const text = one.text.slice(0, Math.max(0, left));
    left -= text.length;
    return text === '' ? [] : [{ ...one, text }];
  });
}

/** The texts with the most terms, one for each place: in the reader's languages if these have as many. */
function best(texts: readonly Candidate[], wanted: readonly Language[], most: number): Highlight[] {
  const ranked = texts
    .map((one) => ({ ...one, terms: countTerms(one.matches) }))
    .filter(({ terms }) => terms > 0)
    .sort((a, b) => b.terms - a.terms || placeIn(wanted, a.lang) - placeIn(wanted, b.lang));
  const places = new Set<string>();
  const chosen = ranked.filter(({ pointer }) => !places.has(pointer) && places.add(pointer)).slice(0, most);
  return chosen.map(({ pointer, lang, translation, text, matches }) => ({
    pointer, lang, translation, parts: fragmentOf(text, matches),
  })); // prettier-ignore
}

/** The codes by which a practice was found, those that say most first, by their names in the reader's language. */
function codesFound(sheet: Partial<FactSheet>, terms: readonly Term[], wanted: readonly Language[]): Highlight[] {
  const lang = wanted.find((one): one is EuLanguage => euLanguages.includes(one as EuLanguage)) ?? 'en';
  const own = codesOf(sheet);
  const found = searchedLists.flatMap((list) =>
    [...new Set(own[list])].flatMap((code) => {
      const weight = Math.max(0, ...terms.map(({ codes }) => codes.get(codeWord(list, code)) ?? 0));
      return weight > 0 ? [{ list, code, weight }] : [];
    }),
  );
  const names = found.length > 0 ? vocabularies(lang) : undefined;
  return found
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_CODES)
    .map(({ list, code }) => {
      const name = names?.[list].find((one) => String(one.code) === code)?.label ?? code;
      return { pointer: pointers[list], lang, translation: 'none', code, parts: [{ text: name, match: true }] };
    });
}
