import { readFileSync } from 'node:fs';

/** The English name of each code, by list and code: `names/en.json`, which translators translate. */
export const names = JSON.parse(readFileSync(new URL('names/en.json', import.meta.url), 'utf8')) as Readonly<
  Record<string, Readonly<Record<string | number, string>>>
>;
