import type { EntityManager } from 'typeorm';
import type { Language } from '#contracts';
import { together, type Part } from '#database';
import { FactSheetDto } from '../fact-sheet/fact-sheet.dto.js';
import { filledIn, type Weight } from '../fact-sheet/fact-sheet.fields.js';
import type { FactSheet, LanguageMap } from '../fact-sheet/fact-sheet.js';
import { textsAt, type TextAt, type Translations } from '../reading/localised.js';
import {
  codeIn,
  MAX_TERMS,
  codesNamedIn,
  codeWord,
  searchedLists,
  termsOf,
  type SearchedList,
  type Term,
} from './search-terms.js';

/** Characters of all translations of a practice that are searched; each language has the same share. */
const TRANSLATED = 400_000;

/**
 * The searchable words of a fact sheet by weight, from each field that has one, in all languages, translations
 * included. The writing of a fact sheet waits for its words, so of very long translations the beginning is searched.
 */
export function searchedText(
  sheet: Partial<FactSheet>,
  translations: Translations = new Map(),
): Readonly<Record<Weight, string>> {
  const own: Record<Weight, string[]> = { A: [], B: [], D: codeWords(sheet) };
  const named = new Set<string>();
  const translated: Record<Weight, string[]> = { A: [], B: [], D: [] };
  const left = new Map<Language, number>();
  for (const { field, value, pointer } of filledIn(FactSheetDto, sheet)) {
    if (!field.search) continue;
    if (typeof value === 'string') own[field.search].push(value);
    else
      for (const { text, lang, translation } of textsAt(value as LanguageMap, pointer, translations)) {
        if (translation === 'none') {
          own[field.search].push(text);
          // A translation names what its original does.
          for (const code of codesNamedIn(text, lang))
            named.add(codeIn(field.search === 'A' ? 'title' : 'prose', code));
        } else {
          const share = left.get(lang) ?? Math.floor(TRANSLATED / translations.size);
          translated[field.search].push(text.slice(0, share));
          left.set(lang, Math.max(0, share - text.length));
        }
      }
  }
  own.D.push(...named);
  const joined = (weight: Weight) => [...own[weight], ...translated[weight]].join(' ');
  return { A: joined('A'), B: joined('B'), D: joined('D') };
}

/** The titles into which a fact sheet is translated. */
const translatedTitles = ({ title = {} }: Partial<FactSheet>, translations: Translations = new Map()): TextAt[] =>
  [...textsAt(title, '/title', translations)].filter(({ translation }) => translation !== 'none');

/** The codes of a fact sheet that are found by their names in any language. */
export function codesOf(sheet: Partial<FactSheet>): Readonly<Record<SearchedList, readonly string[]>> {
  const { dimensions, themes, aims, targetGroups, countries, funding, organiser, partners, evaluation, replicated } =
    sheet;
  const one = (code: string | null | undefined) => (code ? [code] : []);
  return {
    dimensions: dimensions ?? [],
    themes: themes ?? [],
    aims: aims ?? [],
    targetGroups: targetGroups ?? [],
    countries: countries ?? [],
    fundingSources: funding?.sources ?? [],
    organiserKinds: one(organiser?.kind),
    partnerKinds: partners?.flatMap(({ kind }) => one(kind)) ?? [],
    evaluationKinds: one(evaluation?.kind),
    replicated: one(replicated),
  };
}

/** Words for them. */
function codeWords(sheet: Partial<FactSheet>): string[] {
  const codes = codesOf(sheet);
  return searchedLists.flatMap((list) => codes[list].map((code) => codeWord(list, code)));
}

/** Raise this whenever stored words or facets take another form: the next start stores all of them again. */
export const SEARCH_SHAPE = 4;

/** A version by its key, with its content. */
export interface Searched {
  readonly practiceId: string;
  readonly number: number;
  readonly factSheet: Partial<FactSheet>;
}

/** What lists and statistics filter, count and sort a version `v` by, and what finds duplicates: each with its SQL. */
const facets: Readonly<Record<string, string>> = {
  countries: `text_array(v.fact_sheet -> 'countries')`,
  dimensions: `text_array(v.fact_sheet -> 'dimensions')`,
  themes: `text_array(v.fact_sheet -> 'themes')`,
  aims: `text_array(v.fact_sheet -> 'aims')`,
  target_groups: `text_array(v.fact_sheet -> 'targetGroups')`,
  funding_sources: `text_array(v.fact_sheet #> '{funding,sources}')`,
  languages: `text_array(jsonb_path_query_array(v.fact_sheet -> 'title', '$.keyvalue().key')) || string_to_array(t.languages, ' ')`,
  range: `v.fact_sheet ->> 'range'`,
  period_start: `v.fact_sheet #>> '{period,start}'`,
  period_end: `v.fact_sheet #>> '{period,end}'`,
  ongoing: `coalesce((v.fact_sheet #>> '{period,ongoing}')::boolean, false)`,
  sort_title: `left(folded(v.fact_sheet -> 'title' ->> (v.fact_sheet ->> 'originalLanguage')), 200)`,
  organiser_kind: `v.fact_sheet #>> '{organiser,kind}'`,
  partner_kinds: `text_array(jsonb_path_query_array(v.fact_sheet, '$.partners[*].kind'))`,
  evaluation: `v.fact_sheet #>> '{evaluation,conducted}'`,
  replicated: `v.fact_sheet ->> 'replicated'`,
  basic_principles: `text_array(v.fact_sheet -> 'basicPrinciples')`,
  staff_training: `v.fact_sheet ? 'staffTraining'`,
  nuts: `v.fact_sheet #>> '{place,nutsCode}'`,
  beneficiaries: `(v.fact_sheet #>> '{beneficiaries,count}')::numeric`,
  budget: `(select max((amount ->> 'amount')::numeric)
              from jsonb_path_query(v.fact_sheet, '$.funding.amounts[*] ? (@.currency == "EUR")') as amount)`,
  match_titles: `each_folded(v.fact_sheet -> 'title')`,
  match_title: `concat_ws(' ', left(all_text(v.fact_sheet, '$.title.*'), 2000), nullif(left(folded(t.titles), 4000), ''))`,
  match_organiser: `nullif(folded(v.fact_sheet #>> '{organiser,name}'), '')`,
};
const columns = Object.keys(facets).join(', ');

/**
 * Stores the search rows of versions that another part returns as `version`.
 * @param translations of the practices that have any
 */
export function storingSearched(
  versions: readonly Searched[],
  translations: ReadonlyMap<string, Translations>,
): Part[] {
  if (versions.length === 0) return [];
  const texts = versions.map(({ practiceId, number, factSheet }) => {
    const translated = translations.get(practiceId);
    const titles = translatedTitles(factSheet, translated);
    return {
      practice_id: practiceId, number, ...searchedText(factSheet, translated),
      titles: titles.map(({ text }) => text).join(' '), languages: titles.map(({ lang }) => lang).join(' '),
    }; // prettier-ignore
  });
  const sql = `searched_text as (
     select * from jsonb_to_recordset($1) as t(practice_id uuid, number integer, "A" text, "B" text, "D" text, titles text, languages text)
   ), searched as (
     insert into practice_search (practice_id, number, shown, complete, updated_at, shape, ${columns})
     select v.practice_id, v.number, v.shown, v.complete, v.updated_at, ${SEARCH_SHAPE}, ${Object.values(facets).join(', ')}
       from searched_text t join version v using (practice_id, number)
     on conflict (practice_id, number) do update
        set (shown, complete, updated_at, shape, ${columns}) =
            (excluded.shown, excluded.complete, excluded.updated_at, excluded.shape, ${Object.keys(facets).map((name) => `excluded.${name}`).join(', ')})
     returning practice_id, number, shown, ordinal
   ), worded as (
     insert into practice_words (ordinal, shown, words)
     select s.ordinal, s.shown, search_words(t."A", t."B", t."D") from searched_text t join searched s using (practice_id, number)
     on conflict (ordinal) do update set (shown, words) = (excluded.shown, excluded.words))`; // prettier-ignore
  return [{ sql, values: [JSON.stringify(texts)] }];
}

/** Updates the search rows of versions with unchanged content, which another part returns as `version`. */
export function followingVersions(versions: readonly Searched[]): Part[] {
  if (versions.length === 0) return [];
  const sql = `followed as (
     update practice_search s set shown = v.shown, complete = v.complete, updated_at = v.updated_at
       from version v join jsonb_to_recordset($1) as t(practice_id uuid, number integer) using (practice_id, number)
      where s.practice_id = v.practice_id and s.number = v.number
     returning s.ordinal, s.shown
   ), reworded as (
     update practice_words w set shown = f.shown from followed f where w.ordinal = f.ordinal and w.shown <> f.shown)`;
  return [{ sql, values: [keysOf(versions)] }];
}

const keysOf = (versions: readonly Searched[]): string =>
  JSON.stringify(versions.map(({ practiceId, number }) => ({ practice_id: practiceId, number })));

/** Stores the search rows of stored versions, in the transaction that stored them or a translation. */
export const storeSearched = (
  tx: Pick<EntityManager, 'query'>,
  versions: readonly Searched[],
  translations: ReadonlyMap<string, Translations>,
): Promise<void> =>
  together(tx, [
    {
      sql: `version as (
        select v.* from jsonb_to_recordset($1) as t(practice_id uuid, number integer) join practice_version v using (practice_id, number))`,
      values: [keysOf(versions)],
    },
    ...storingSearched(versions, translations),
  ]);

/** Versions in the search, and their practices. */
export const SEARCHED = 'practice_search s join practice p on p.id = s.practice_id';

/** The source of lists and counts of practices: the practice `p`, the search rows `s` of its versions, and their words `w`. */
export const FOUND = `${SEARCHED} left join practice_words w on w.ordinal = s.ordinal`;

/** The same with the versions themselves, `v`. */
export const PRACTICES = `${FOUND} join practice_version v on v.practice_id = s.practice_id and v.number = s.number`;

/** The full-text query for a placeholder, taken literally and cut into words as the texts are. */
export const searchQuery = (placeholder: string): string => `websearch_to_tsquery('simple', searched(${placeholder}))`;

/** Quotation marks, a hyphen before a word and OR: whoever writes them means exactly what is written. */
const OPERATORS = /["“”„]|(?:^|\s)-[\p{L}\p{N}"“„]|\sOR\s/u;

/** Whether a query says exactly what to find. */
export const isExact = (q: string): boolean => OPERATORS.test(q);

/** Words and phrases each with a hyphen before, and nothing else. */
const EXCLUSIONS = /^(?:\s*-(?:[\p{L}\p{N}]+|["“„][\p{L}\p{N} ]+["“”])(?=\s|$))+\s*$/u;

/** For a query that says only what not to find: the query for what it excludes. */
const excludedBy = (q: string): string | undefined =>
  EXCLUSIONS.test(q)
    ? [...q.matchAll(/[\p{L}\p{N}]+(?: +[\p{L}\p{N}]+)*/gu)].map(([phrase]) => `"${phrase}"`).join(' OR ')
    : undefined;

/** Length of the shortest words sought inside the words of a title. */
export const INSIDE = 4;

/** Whether a word of a title may be a misspelling of this one. */
export const mayBeMisspelt = (word: string): boolean => word.length >= 5 && !/\d/.test(word);

/** Adds a value to a statement and returns its placeholder. */
export type Placeholder = (value: unknown) => string;
/** SQL on `s` and `p`, or on `w` alone, that says whether a practice is found. */
export interface Condition {
  (add: Placeholder): string;
  readonly isOfWords?: true;
  /** What all others fulfil: an index leads to them where none leads to these. */
  readonly opposite?: Condition;
}

const ofWords = (condition: (add: Placeholder) => string): Condition =>
  Object.assign(condition, { isOfWords: true as const });

/** Rank of a text with a term in its title or a name, nearly in the title, or anywhere else. */
const [NAMED, NEARLY, WRITTEN] = [1.5, 0.8, 0.3];
/** What a code counts that a practice has, that its title names, and that its prose names. */
const [CODED, TITLED, MENTIONED] = [1, 0.5, 0.3];
/** How soon more evidence for one term stops counting. */
const SATURATION = 0.4;

/** One way in which a practice may have a term of a query, and how much it counts. */
export interface Way {
  /** Of the ways of one kind the best counts; kinds add up. */
  readonly as: 'words' | 'code' | 'title' | 'prose';
  readonly worth: number;
  readonly condition: Condition;
  /** Whoever has it so has it in a lesser way too. */
  readonly isBetter?: true;
}

/**
 * What counts of a term that a practice has in ways worth so much, in millionths, whose sums are exact: to have it at all counts
 * more than the ways in which all others are had.
 */
export const termRank = (worth: number): number =>
  worth === 0 ? 0 : Math.round(1e6 * (MAX_TERMS + 1 - 1 / (1 + SATURATION * worth)));

const either =
  (conditions: readonly Condition[]): Condition =>
  (add) =>
    `(${conditions.map((one) => one(add)).join(' or ')})`;

/** All words, and those of titles and names: each as its index has them. */
const [WORDS, NAMES] = ['all_words(w.words)', 'names_in(w.words)'];

const inWords = (words: readonly string[], where: string): Condition =>
  ofWords((add) => `${where} @@ (${words.map((word) => `search_term(${add(word)})`).join(' && ')})`);

/** How a title may nearly have a term: within a word, or misspelt. */
function nearly({ words }: Term): Condition[] {
  const [only] = words.length === 1 ? words : [];
  if (only === undefined) return [];
  return [
    ...(only.length >= INSIDE ? [(add: Placeholder) => `s.match_title like ${add(`%${only}%`)}`] : []),
    ...(mayBeMisspelt(only) ? [(add: Placeholder) => `s.match_title %> ${add(only)}`] : []),
  ];
}

/** The ways to have codes: each by itself, since other queries name it too. */
function codeWays(as: Exclude<Way['as'], 'words'>, worth: number, codes: ReadonlyMap<string, number>): Way[] {
  return [...codes].map(([code, weight]) => {
    const condition = ofWords((add) => `${WORDS} @@ ${add(codeIn(as, code))}::tsquery`);
    return { as, worth: worth * weight, condition };
  });
}

/** In which ways a practice may have a term, by rising worth. */
function waysOf(term: Term): Way[] {
  return [
    { as: 'words', worth: WRITTEN, condition: inWords(term.words, WORDS) } as const,
    ...nearly(term).map((condition) => ({ as: 'words', worth: NEARLY, condition }) as const),
    { as: 'words', worth: NAMED, condition: inWords(term.words, NAMES), isBetter: true } as const,
    ...codeWays('code', CODED, term.codes),
    ...codeWays('title', TITLED, term.codes),
    ...codeWays('prose', MENTIONED, term.sure),
  ].sort((a, b) => a.worth - b.worth);
}

/** The terms of a query; none when its operators say exactly what is meant. */
export const termsIn = (q: string): Term[] => (isExact(q) ? [] : termsOf(q));

/** The terms of a query, each by the ways in which a practice may have it; what operators say is one term. */
export function searchWays(q: string): Way[][] {
  const terms = termsIn(q);
  if (terms.length > 0) return terms.map(waysOf);
  const write = (query: string) => ofWords((add) => `${WORDS} @@ ${searchQuery(add(query))}`);
  const written = write(q);
  const excluded = excludedBy(q);
  if (excluded !== undefined)
    return [[{ as: 'words', worth: WRITTEN, condition: Object.assign(written, { opposite: write(excluded) }) }]];
  const named = ofWords((add) => `${written(add)} and ${NAMES} @@ ${searchQuery(add(q))}`);
  return [
    [
      { as: 'words', worth: WRITTEN, condition: written },
      { as: 'words', worth: NAMED, condition: named, isBetter: true },
    ],
  ];
}

/** Whether `s` and `w` match: any term of a query, or exactly what its operators say. */
export const searchCondition = (q: string): Condition =>
  either(searchWays(q).flatMap((ways) => ways.flatMap((way) => (way.isBetter ? [] : [way.condition]))));
