import { createHash } from 'node:crypto';
import type { Language } from '#contracts';
import type { ContactDto, FactSheetDto } from './fact-sheet.dto.js';

/** `T` as it is kept: nothing is null, what has no value is absent. */
type Kept<T> = T extends readonly (infer Item)[]
  ? Kept<Item>[]
  : T extends object
    ? { [Key in keyof T]: Kept<Exclude<T[Key], null>> }
    : T;

/** A fact sheet in its one canonical form, made by `normalise`. */
export type FactSheet = Kept<FactSheetDto>;

/** One text in several languages. */
export type LanguageMap = Partial<Record<Language, string>>;

/** A person to ask about a practice: personal data. */
export type Contact = Kept<ContactDto>;

function prune(value: unknown): unknown {
  if (value === null) return undefined;
  if (Array.isArray(value)) return value.length > 0 ? value.map(pruneItem) : undefined;
  if (typeof value !== 'object') return value;
  const kept = Object.entries(value)
    .map(([key, child]: [string, unknown]) => [key, prune(child)] as const)
    .filter(([, child]) => child !== undefined);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/** Items of a list keep their place, so that pointers into the list stay true. */
const pruneItem = (item: unknown): unknown => prune(item) ?? {};

/**
 * The canonical form of a valid fact sheet: a plain object without null, empty maps, empty lists and objects of nothing else, since all
 * of these mean the same as absent. Lists keep their order, texts their characters. What is read is therefore what can be written:
 * `normalise(normalise(x))` equals `normalise(x)`.
 */
export function normalise(dto: FactSheetDto): FactSheet {
  return (prune(dto) ?? {}) as FactSheet;
}

/** Takes the contacts out, which are personal data and stored apart. */
export function splitContacts(sheet: FactSheet): { sheet: Omit<FactSheet, 'contacts'>; contacts: Contact[] } {
  const { contacts, ...rest } = sheet;
  return { sheet: rest, contacts: contacts ?? [] };
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  // By code unit, not by locale: the same everywhere.
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, child]) => `${JSON.stringify(key)}:${canonicalJson(child)}`).join(',')}}`;
}

/**
 * SHA-256 (hex) of the content. It does not depend on the order of keys, nor on null or empty values; it does on the order of lists
 * (the first dimension is the primary one). Tells `unchanged` from `updated` on import and submission.
 */
export function contentHash(sheet: Partial<FactSheet>): string {
  return createHash('sha256')
    .update(canonicalJson(prune(sheet) ?? {}))
    .digest('hex');
}

/** How much of what publication needs is there. */
export interface Completeness {
  /** Share of the required fields that are present, whole percent, rounded down: 100 only when nothing is missing. */
  percent: number;
  /** JSON Pointers of the missing fields, in the order of the fact sheet. */
  missing: string[];
}

/** Whether any language has text. */
export const hasText = (map: LanguageMap | undefined): boolean =>
  Object.values(map ?? {}).some((text) => text.trim() !== '');

const any = (list: readonly unknown[] | undefined): boolean => (list?.length ?? 0) > 0;

/** What publication needs; a rule that does not apply to the sheet says undefined. */
const required: readonly [pointer: string, present: (sheet: Partial<FactSheet>) => boolean | undefined][] = [
  ['/originalLanguage', (sheet) => sheet.originalLanguage !== undefined],
  ['/title', (sheet) => hasText(sheet.title)],
  ['/organiser', (sheet) => (sheet.organiser?.name ?? '').trim() !== ''],
  ['/range', (sheet) => sheet.range !== undefined],
  ['/countries', (sheet) => (sheet.range === 'eu-international' ? undefined : any(sheet.countries))],
  ['/period/start', (sheet) => sheet.period?.start !== undefined],
  ['/dimensions', (sheet) => any(sheet.dimensions)],
  ['/aims', (sheet) => any(sheet.aims)],
  ['/objectives', (sheet) => hasText(sheet.objectives)],
  ['/activities', (sheet) => hasText(sheet.activities)],
  ['/targetGroups', (sheet) => any(sheet.targetGroups)],
  ['/funding/sources', (sheet) => any(sheet.funding?.sources) || sheet.funding?.unknown === true],
];

/**
 * What publication still needs: an organiser, a range, a country (except EU-wide or international), the start, a dimension, an aim,
 * objectives, activities, target groups, and funding sources or `funding.unknown: true`. Prose counts in any language.
 */
export function completeness(sheet: Partial<FactSheet>): Completeness {
  const answers = required
    .map(([pointer, present]) => ({ pointer, present: present(sheet) }))
    .filter((answer) => answer.present !== undefined);
  const missing = answers.filter((answer) => !answer.present).map((answer) => answer.pointer);
  return { percent: Math.floor(((answers.length - missing.length) * 100) / answers.length), missing };
}
