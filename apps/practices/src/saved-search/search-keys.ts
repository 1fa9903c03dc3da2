import { createHash } from 'node:crypto';
import { euLanguages, subjectsIn, vocabularies } from '#contracts';
import { facetColumns, facetNames, hasWords, type FacetName } from '../practice/practice-filter.js';
import { INSIDE, mayBeMisspelt, termsIn } from '../practice/practice-search.js';
import { codeIn, type Term } from '../practice/search-terms.js';
import type { SearchedFor } from './saved-search.js';

/**
 * A saved search has a key for each alternative of what is most selective in it; a version that it finds has at least one
 * of these. So an index leads from the version to the searches among which the conditions of the list decide.
 */
export interface SearchKeys {
  readonly keys: readonly string[];
  /** Words that a title may have misspelt, if keys that begin with `near ` stand for them. */
  readonly nearly: readonly string[];
}

/** How the database reads the words of a query. */
export interface ReadWords {
  /** By word: the words that are found by it, or their beginnings. */
  readonly forms: ReadonlyMap<string, readonly string[]>;
  /** By word: its trigrams. */
  readonly trigrams: ReadonlyMap<string, readonly string[]>;
  /** The query as `tsquery` writes it. */
  readonly written: string;
}

/** What of a version makes keys. */
export interface VersionTraits {
  readonly member: string | null;
  readonly nuts: string | null;
  /** Codes of each facet, or that there are none. */
  readonly facets: Readonly<Record<string, readonly string[]>>;
  readonly words: readonly string[];
  readonly title: string | null;
  /** Trigrams of the title. */
  readonly trigrams: readonly string[];
}

/** Raise this whenever keys are made by other rules. */
const RULES = 1;

/** Names of codes are a part of the rules: a query finds what they name. */
export const keyedBy = (): string => {
  const names = euLanguages.map((language) => [vocabularies(language), subjectsIn(language)]);
  return `${RULES} ${createHash('sha256').update(JSON.stringify(names)).digest('base64url').slice(0, 12)}`;
};

/** What every version has: the key of searches that nothing selective is known of. */
const ANY = '*';

/** The most combinations of codes that a search has keys for. */
const MOST_COMBINED = 100;

/** The longest beginning of a word that is a key, and the shortest that `search_term` matches. */
const [LONGEST, SHORTEST] = [8, 4];

/** The least part of a word's trigrams that a title with a misspelling has, as PostgreSQL compares them. */
const SIMILAR = 0.6;

/** The words whose forms and trigrams the keys of a query need. */
export const wordsRead = (q: string): string[] => termsIn(q).flatMap(({ words }) => words);

export function keysOfSearch(query: SearchedFor, read: ReadWords): SearchKeys {
  const only = (keys: readonly string[]): SearchKeys => ({ keys: [...new Set(keys)], nearly: [] });
  if (query.member) return only(query.member.map((id) => `member ${id}`));
  if (query.nuts) return only(query.nuts.map((code) => `nuts ${code}`));
  const [first, second] = facetKeys(query);
  if (first && second && first.length * second.length <= MOST_COMBINED)
    return only(first.flatMap((one) => second.map((other) => combined(one, other))));
  return (hasWords(query) ? wordKeys(query.q, read) : undefined) ?? only(first ?? [ANY]);
}

/** Keys of each condition on a facet, the most selective first: that which takes the smallest part of its codes. */
function facetKeys(query: SearchedFor): string[][] {
  const also = (query.also ?? []).map((one) => one.split(':', 2) as [FacetName, string]);
  return [
    ...facetNames.flatMap((name) => (query[name] ? [[name, query[name]] as const] : [])),
    ...also.map(([name, code]) => [name, [code]] as const),
  ]
    .filter(([name]) => name !== 'endDate')
    .map(([name, codes]) => ({
      share: codes.length / (facetColumns[name].codes?.length ?? 1),
      keys: codes.map((code) => `${name}:${code}`),
    }))
    .sort((a, b) => a.share - b.share)
    .map(({ keys }) => keys);
}

const combined = (one: string, other: string): string => (one < other ? `${one} ${other}` : `${other} ${one}`);

/** Undefined: a version needs none of the words. */
function wordKeys(q: string, read: ReadWords): SearchKeys | undefined {
  const terms = termsIn(q);
  if (terms.length === 0) {
    const written = writtenKeys(read.written);
    return written && { keys: written, nearly: [] };
  }
  const misspelt = terms.flatMap(({ words }) => (words.length === 1 ? words.filter(mayBeMisspelt) : []));
  const keys = terms.flatMap((term) => [...termKeys(term, read)]);
  const near = misspelt.flatMap((word) => nearKeys(read.trigrams.get(word) ?? []));
  return { keys: [...new Set([...keys, ...near])], nearly: misspelt };
}

function* termKeys({ words, codes, sure }: Term, { forms }: ReadWords): Iterable<string> {
  // A text with a term has all its words; the longest is the rarest.
  const longest = words.toSorted((a, b) => b.length - a.length).find((word) => forms.get(word)?.length);
  for (const form of forms.get(longest ?? '') ?? []) yield `begins ${form.slice(0, LONGEST)}`;
  const [only] = words;
  if (only !== undefined && words.length === 1 && only.length >= INSIDE)
    yield `inside ${only.slice(0, only.length < LONGEST ? INSIDE : LONGEST)}`;
  for (const code of codes.keys()) for (const as of ['code', 'title'] as const) yield `word ${codeIn(as, code)}`;
  for (const code of sure.keys()) yield `word ${codeIn('prose', code)}`;
}

/** As many trigrams as a title with a misspelling may lack, and one more; the last, since most words share how they begin. */
const nearKeys = (trigrams: readonly string[]): string[] => {
  const needed = Math.ceil(SIMILAR * trigrams.length - 1e-6);
  return trigrams.slice(needed - 1).map((trigram) => `near ${trigram}`);
};

/** Of each alternative of a query with operators the longest word that it needs; undefined when one needs none. */
function writtenKeys(written: string): string[] | undefined {
  const keys = written.split(' | ').map((alternative) => {
    const needed = alternative.split(' & ').filter((part) => !part.startsWith('!'));
    const words = needed.flatMap((part) => [...part.matchAll(/'([^']+)'/g)].map(([, word]) => word!));
    return words.toSorted((a, b) => b.length - a.length)[0];
  });
  return keys.every((word) => word !== undefined) ? keys.map((word) => `word ${word}`) : undefined;
}

/** The keys of a version: those that are certain, and those of which misspellings decide. */
export function keysOfVersion(traits: VersionTraits): { certain: string[]; near: string[] } {
  const { member, nuts, facets, words, title, trigrams } = traits;
  const codes = Object.entries(facets).flatMap(([name, list]) => list.map((code) => `${name}:${code}`));
  const keys = new Set([
    ANY,
    ...(member === null ? [] : [`member ${member}`]),
    ...(nuts === null ? [] : beginnings(nuts, 2, nuts.length).map((region) => `nuts ${region}`)),
    ...codes,
    ...codes.flatMap((one, n) => codes.slice(n).map((other) => combined(one, other))),
    ...words.flatMap((word) => [`word ${word}`, `begins ${word.slice(0, LONGEST)}`]),
    ...words.flatMap((word) => beginnings(word, SHORTEST, LONGEST)).map((form) => `begins ${form}`),
    ...(title === null ? [] : [INSIDE, LONGEST].flatMap((long) => parts(title, long)).map((part) => `inside ${part}`)),
  ]);
  return { certain: [...keys], near: trigrams.map((trigram) => `near ${trigram}`) };
}

function beginnings(word: string, shortest: number, longest: number): string[] {
  const made: string[] = [];
  for (let long = shortest; long <= Math.min(longest, word.length); long += 1) made.push(word.slice(0, long));
  return made;
}

const parts = (text: string, long: number): string[] =>
  Array.from({ length: Math.max(0, text.length - long + 1) }, (_, at) => text.slice(at, at + long));
