import type { Check } from '#validation';

export type Owner = Readonly<Record<string, unknown>>;

/** A class whose properties are fields. */
export type FieldsClass = new () => object;

/** How much a word in a field counts among what is found: `A` most, `D` least. */
export type Weight = 'A' | 'B' | 'D';

/** What is said of a field where it is declared, and nowhere else. */
export interface FieldOptions {
  description: string;
  /** Said to who writes the field, after its description. */
  note?: string;
  example?: unknown;
  /** Absent (or null) is an error. */
  required?: boolean;
  /** Says why the field must be there in this object, or undefined if it need not. */
  requiredIf?: (owner: Owner) => string | undefined;
  /** A rule over several fields, asked once the value itself is right. */
  and?: Check;
  /** Its words are found. Prose is found with the least weight unless it says another one, a line only if it says one. */
  search?: Weight;
  /** Publication needs it: what to write there. */
  needed?: string;
  /** Whether the requirement is met, if that takes more than a value; undefined: it does not apply. */
  isThere?: (value: unknown, owner: Owner) => boolean | undefined;
}

/** What a field holds. */
export interface Content {
  /** Longest text in each language; undefined: it is no prose. */
  readonly prose?: number;
  /** Class of the object, or of each item of a list. */
  readonly of?: () => FieldsClass;
  /** Longest list; undefined: it is none. */
  readonly most?: number;
}

/** A field as its decorator has declared it. */
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

/** Whether it is prose, or holds some. */
export const hasProse = ({ prose, of }: Field): boolean =>
  prose !== undefined || (of !== undefined && fieldsOf(of()).some(hasProse));

/** Whether a value says something: a text, one in any language, an item, or anything else. */
export function isThere(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === 'string') return value.trim() !== '';
  return typeof value !== 'object' || Object.values(value).some(isThere);
}

/** What stands in a field of an object. */
export interface Filled {
  readonly field: Field;
  readonly value: unknown;
  /** JSON Pointer of the value. */
  readonly pointer: string;
}

/** Every field that is filled, each before those in it. */
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
