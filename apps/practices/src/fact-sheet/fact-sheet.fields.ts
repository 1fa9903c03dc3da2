import type { Check } from '#validation';

export type Owner = Readonly<Record<string, unknown>>;

/** A class whose properties are fields. */
export type FieldsClass = new () => object;

/** How much a word in a field counts in a search: `A` most, `D` least. */
export type Weight = 'A' | 'B' | 'D';

/** What a field's declaration, and nothing else, says about it. */
export interface FieldOptions {
  description: string;
  /** Advice to the writer, after the description. */
  note?: string;
  example?: unknown;
  /** Absent (or null) is an error. */
  required?: boolean;
  /** Says why this object must have the field; undefined when it is optional. */
  requiredIf?: (owner: Owner) => string | undefined;
  /** A rule over several fields, checked once the value itself is valid. */
  and?: Check;
  /** Makes the words searchable. Prose has the least weight by default; a line is searched only with a weight. */
  search?: Weight;
  /** For fields that publication requires: what to write. */
  needed?: string;
  /** Whether the requirement is met, if that takes more than a value; undefined: it does not apply. */
  isThere?: (value: unknown, owner: Owner) => boolean | undefined;
}

/** What a field holds. */
export interface Content {
  /** Longest text in each language; undefined: not prose. */
  readonly prose?: number;
  /** Class of the object, or of each item of a list. */
  readonly of?: () => FieldsClass;
  /** Longest list; undefined: not a list. */
  readonly most?: number;
}

/** A field as its decorator declares it. */
export interface Field extends FieldOptions, Content {
  readonly name: string;
}

const declared = new WeakMap<object, Field[]>();

/** Called by the decorators of fields. */
export function declare(prototype: object, field: Field): void {
  const fields = declared.get(prototype) ?? [];
  declared.set(prototype, fields);
  fields.push(field);
}

/** The fields of a class, in their order. */
export const fieldsOf = ({ prototype }: FieldsClass): readonly Field[] => declared.get(prototype as object) ?? [];

/** Whether a field is or contains prose. */
export const hasProse = ({ prose, of }: Field): boolean =>
  prose !== undefined || (of !== undefined && fieldsOf(of()).some(hasProse));

/** Whether a value has content: a text, one in any language, an item, or anything else. */
export function isThere(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === 'string') return value.trim() !== '';
  return typeof value !== 'object' || Object.values(value).some(isThere);
}

/** The value of a field of an object. */
export interface Filled {
  readonly field: Field;
  readonly value: unknown;
  /** JSON Pointer of the value. */
  readonly pointer: string;
}

/** Every filled field, each before those in it. */
export function* filledIn(type: FieldsClass, object: object, pointer = ''): Generator<Filled> {
  for (const field of fieldsOf(type)) {
    const value = (object as Owner)[field.name];
    if (value === undefined || value === null) continue;
    const at = `${pointer}/${field.name}`;
    yield { field, value, pointer: at };
    if (field.of === undefined) continue;
    if (field.most === undefined) yield* filledIn(field.of(), value, at);
    else for (const [n, item] of (value as object[]).entries()) yield* filledIn(field.of(), item, `${at}/${n}`);
  }
}
