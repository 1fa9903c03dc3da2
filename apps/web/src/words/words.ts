import { existsSync, readdirSync } from 'node:fs';
import { vocabularies } from '#contracts';
import { Catalogue, type Values } from '#messages';
import type { Key } from './keys.js';

/** The languages of the pages, in the order shown; what the registry contains is in any language. */
export const pageLanguages = ['en', 'fr', 'de', 'es', 'it', 'pl'] as const;
export type PageLanguage = (typeof pageLanguages)[number];
export const isPageLanguage = (lang: string | undefined): lang is PageLanguage =>
  (pageLanguages as readonly (string | undefined)[]).includes(lang);

/** The lists of codes that have names. */
export type CodeList = keyof ReturnType<typeof vocabularies>;

/** Each folder of pages has its messages; their keys begin with its name. */
const source = new URL('../', import.meta.url);
const catalogues = new Map(
  readdirSync(source)
    .map((folder) => [folder, new URL(`${folder}/messages/`, source)] as const)
    .filter(([, messages]) => existsSync(messages))
    .map(([folder, messages]) => [folder, Catalogue.in(messages)]),
);

/** English is written and dated as in Europe. */
const localeOf = (lang: PageLanguage): string => (lang === 'en' ? 'en-GB' : lang);

/** With the territory that others ask for: that which a language is named after, if any. */
export const openGraphLocale = (lang: PageLanguage): string =>
  lang === 'en' ? 'en_GB' : `${lang}_${lang.toUpperCase()}`;

interface Counted {
  readonly name: string;
  readonly count: number;
}

/** Everything that is said in one language: messages, names of codes, numbers and dates. */
export class Words {
  private readonly names: ReadonlyMap<string, string>;
  private readonly languages: Intl.DisplayNames;

  constructor(readonly lang: PageLanguage) {
    this.names = new Map(
      Object.entries(vocabularies(lang)).flatMap(([list, codes]) =>
        codes.map(({ code, label }) => [`${list}.${code}`, label] as const),
      ),
    );
    this.languages = new Intl.DisplayNames(lang, { type: 'language', fallback: 'code' });
  }

  /** A message of the pages. */
  readonly t = (key: Key, values?: Values): string => {
    const folder = key.slice(0, key.indexOf('.'));
    return catalogues.get(folder)!.in(this.lang, folder)(key.slice(folder.length + 1), values);
  };

  /** Whether there is a message with that key. */
  readonly knows = (key: string): key is Key => {
    const messages = catalogues.get(key.slice(0, key.indexOf('.')))?.messages.get('en') ?? {};
    return Object.hasOwn(messages, key);
  };

  /** What the messages under a prefix call something; itself where they have no word for it (yet). */
  readonly named = (prefix: string, what: string): string => {
    const key = `${prefix}.${what}`;
    return this.knows(key) ? this.t(key) : what;
  };

  /** The name of a code. One that no list has, as of an older registry, is shown itself. */
  readonly code = (list: CodeList, code: string | number): string => this.names.get(`${list}.${code}`) ?? String(code);

  /** The name of a language by its tag; `Intl` throws on tags that are none. */
  readonly language = (tag: string): string => {
    try {
      return this.languages.of(tag) ?? tag;
    } catch {
      return tag;
    }
  };

  readonly number = (value: number): string => new Intl.NumberFormat(localeOf(this.lang)).format(value);

  readonly percent = (value: number): string =>
    new Intl.NumberFormat(localeOf(this.lang), { style: 'percent', maximumFractionDigits: 1 }).format(value / 100);

  /** A day, also a partial one: `2019`, `2019-04`, `2019-04-01`, or a moment. */
  readonly day = (date: string): string => {
    const [year = '', month, day] = date.split(/[-T]/);
    if (month === undefined) return year;
    const options =
      day === undefined ? ({ month: 'long', year: 'numeric' } as const) : ({ dateStyle: 'long' } as const);
    const moment = new Date(day === undefined ? `${year}-${month}-01` : date);
    if (Number.isNaN(moment.getTime())) return date;
    const timeZone = date.includes('T') ? 'Europe/Brussels' : 'UTC';
    return new Intl.DateTimeFormat(localeOf(this.lang), { ...options, timeZone }).format(moment);
  };

  /** A moment of the day, as the clocks in Brussels show it. */
  readonly moment = (time: string): string => {
    const moment = new Date(time);
    if (Number.isNaN(moment.getTime())) return time;
    const options = { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Europe/Brussels' } as const;
    return new Intl.DateTimeFormat(localeOf(this.lang), options).format(moment);
  };

  /** For sorting: the most frequent first, equals by name. */
  readonly frequentFirst = (a: Counted, b: Counted): number =>
    b.count - a.count || a.name.localeCompare(b.name, this.lang);

  /** `a, b and c`. */
  readonly list = (parts: readonly string[]): string => new Intl.ListFormat(localeOf(this.lang)).format(parts);
}

const made = new Map<PageLanguage, Words>();

export function wordsIn(lang: PageLanguage): Words {
  const words = made.get(lang) ?? new Words(lang);
  made.set(lang, words);
  return words;
}
