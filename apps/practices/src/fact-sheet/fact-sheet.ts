import { createHash } from 'node:crypto';
import type { Language } from '#contracts';
import { FactSheetDto, type ContactDto } from './fact-sheet.dto.js';
import { fieldsOf, isThere, type FieldsClass, type Owner } from './fact-sheet.fields.js';

/** `T` as stored: nothing is null, and missing values are absent. */
type Kept<T> = T extends readonly (infer Item)[]
  ? Kept<Item>[]
  : T extends object
    ? { [Key in keyof T]: Kept<Exclude<T[Key], null>> }
    : T;

/** A fact sheet in its one canonical form, made by `normalise`. */
export type FactSheet = Kept<FactSheetDto>;

/** One text in several languages. */
export type LanguageMap = Partial<Record<Language, string>>;

/** A contact person of a practice: personal data. */
export type Contact = Kept<ContactDto>;

/** Removes null, empty maps, empty lists and objects of only these; undefined when nothing is left. */
export function pruned(value: unknown): unknown {
  if (value === null) return undefined;
  if (Array.isArray(value)) return value.length > 0 ? value.map(pruneItem) : undefined;
  if (typeof value !== 'object') return value;
  const kept = Object.entries(value)
    .map(([key, child]: [string, unknown]) => [key, pruned(child)] as const)
    .filter(([, child]) => child !== undefined);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/** List items keep their position, so that pointers into the list stay valid. */
const pruneItem = (item: unknown): unknown => pruned(item) ?? {};

/**
 * The canonical form of a valid fact sheet: a plain object without null, empty maps, empty lists and objects of only
 * these, since they all mean the same as absent. Lists keep their order, texts their characters. What is read can
 * therefore be written back: `normalise(normalise(x))` equals `normalise(x)`.
 */
export function normalise(dto: FactSheetDto): FactSheet {
  return (pruned(dto) ?? {}) as FactSheet;
}

/** Separates the contacts, which are personal data and stored apart. */
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
 * SHA-256 (hex) of the content. It ignores the order of keys and null or empty values, but not the order of lists (the
 * first dimension is the primary one). Tells `unchanged` from `updated` on import and submission.
 */
export function contentHash(sheet: Partial<FactSheet>): string {
  return createHash('sha256')
    .update(canonicalJson(pruned(sheet) ?? {}))
    .digest('hex');
}

/** How much of what publication requires is present. */
export interface Completeness {
  /** Percentage of required fields that are present, rounded down: 100 only when nothing is missing. */
  percent: number;
  /** JSON Pointers of the missing fields, in the order of the fact sheet. */
  missing: string[];
}

interface Need {
  readonly pointer: string;
  /** What to write there. */
  readonly wanted: string;
  /** Undefined: not required of this sheet. */
  readonly met: boolean | undefined;
}

/** What publication requires of an object and those in it. */
function* needsOf(type: FieldsClass, owner: Owner, pointer = ''): Generator<Need> {
  for (const { name, needed, isThere: met = isThere, of, most } of fieldsOf(type)) {
    const [value, at] = [owner[name], `${pointer}/${name}`];
    if (needed !== undefined) yield { pointer: at, wanted: needed, met: met(value, owner) };
    if (of && most === undefined) yield* needsOf(of(), (value ?? {}) as Owner, at);
  }
}

const wantedBy = new Map([...needsOf(FactSheetDto, {})].map(({ pointer, wanted }) => [pointer, wanted]));

/** What to write at the pointer of a missing field. */
export const wantedAt = (pointer: string): string => `Publication requires ${wantedBy.get(pointer) ?? 'this field'}.`;

/** What publication still requires. Prose counts in any language. */
export function completeness(sheet: Partial<FactSheet>): Completeness {
  const needs = [...needsOf(FactSheetDto, sheet)].filter(({ met }) => met !== undefined);
  const missing = needs.filter(({ met }) => !met).map(({ pointer }) => pointer);
  return { percent: Math.floor(((needs.length - missing.length) * 100) / needs.length), missing };
}
