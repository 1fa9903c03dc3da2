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

/** Without null, empty maps, empty lists and objects of nothing else; undefined when nothing is left. */
export function pruned(value: unknown): unknown {
  if (value === null) return undefined;
  if (Array.isArray(value)) return value.length > 0 ? value.map(pruneItem) : undefined;
  if (typeof value !== 'object') return value;
  const kept = Object.entries(value)
    .map(([key, child]: [string, unknown]) => [key, pruned(child)] as const)
    .filter(([, child]) => child !== undefined);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/** Items of a list keep their place, so that pointers into the list stay true. */
const pruneItem = (item: unknown): unknown => pruned(item) ?? {};

/**
 * The canonical form of a valid fact sheet: a plain object without null, empty maps, empty lists and objects of nothing else, since all
 * of these mean the same as absent. Lists keep their order, texts their characters. What is read is therefore what can be written:
 * `normalise(normalise(x))` equals `normalise(x)`.
 */
export function normalise(dto: FactSheetDto): FactSheet {
  return (pruned(dto) ?? {}) as FactSheet;
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
    .update(canonicalJson(pruned(sheet) ?? {}))
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

interface Requirement {
  readonly pointer: string;
  /** Undefined: it does not apply to this sheet. */
  readonly present: (sheet: Partial<FactSheet>) => boolean | undefined;
  /** What to write there. */
  readonly wanted: string;
}

const need = (pointer: string, wanted: string, present: Requirement['present']): Requirement => ({
  pointer,
  wanted,
  present,
});

/** What publication needs. */
const required: readonly Requirement[] = [
  need(
    '/originalLanguage',
    'the language in which the fact sheet was written',
    (s) => s.originalLanguage !== undefined,
  ),
  need('/title', 'a title', (s) => hasText(s.title)),
  need('/organiser', 'the name of who runs the practice', (s) => (s.organiser?.name ?? '').trim() !== ''),
  need('/range', 'how far the practice reaches', (s) => s.range !== undefined),
  need('/countries', 'a country, unless the range is EU-wide or international', (s) =>
    s.range === 'eu-international' ? undefined : any(s.countries),
  ),
  need('/period/start', 'when it began; a year is enough', (s) => s.period?.start !== undefined),
  need('/dimensions', 'a dimension of integration, the primary one first', (s) => any(s.dimensions)),
  need('/aims', 'an aim', (s) => any(s.aims)),
  need('/objectives', 'what it is to achieve, in any language', (s) => hasText(s.objectives)),
  need('/activities', 'what is done, in any language', (s) => hasText(s.activities)),
  need('/targetGroups', 'whom it is for', (s) => any(s.targetGroups)),
  need('/funding/sources', 'where the money comes from, or `funding.unknown: true`', (s) =>
    any(s.funding?.sources) ? true : s.funding?.unknown === true,
  ),
];

const wantedBy = new Map(required.map(({ pointer, wanted }) => [pointer, wanted]));

/** What to write at the pointer of a missing field. */
export const wantedAt = (pointer: string): string => `Publication needs ${wantedBy.get(pointer) ?? 'this field'}.`;

/**
 * What publication still needs: an organiser, a range, a country (except EU-wide or international), the start, a dimension, an aim,
 * objectives, activities, target groups, and funding sources or `funding.unknown: true`. Prose counts in any language.
 */
export function completeness(sheet: Partial<FactSheet>): Completeness {
  const answers = required
    .map(({ pointer, present }) => ({ pointer, present: present(sheet) }))
    .filter((answer) => answer.present !== undefined);
  const missing = answers.filter((answer) => !answer.present).map((answer) => answer.pointer);
  return { percent: Math.floor(((answers.length - missing.length) * 100) / answers.length), missing };
}
