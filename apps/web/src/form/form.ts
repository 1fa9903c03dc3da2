import type { Problem } from '#client';
import { Failure } from '../api/api.js';
import { meantAddress, meantAmount, meantCount, meantCurrency, meantDate, meantNumber, shownAmount } from './meant.js';

/** One thing that a form asks for. A form is a list of these. */
export interface Field {
  /** Where its value is in what the API takes (JSON Pointer); also the name of the input. */
  readonly pointer: string;
  /**
   * `code` is typed, with the options as suggestions; `codes` are any number of the options; `choice` is one of
   * them, all in sight; `list` is a list of things, each with the fields `of`. An `amount` is of money, a `count` has no decimals, a `date` may be a month or a year,
   * a `day` may not.
   */
  readonly kind:
    | 'text' | 'lines' | 'email' | 'url' | 'day' | 'date' | 'number' | 'count' | 'amount' | 'select' | 'choice' | 'currency' | 'codes' | 'flag'
    | 'consent' | 'list'; // prettier-ignore
  readonly label: string;
  readonly hint?: string;
  readonly isRequired?: boolean;
  readonly maxLength?: number;
  readonly autocomplete?: string;
  /** Of a choice: value and name. */
  readonly options?: readonly (readonly [value: string | number, name: string])[];
  /** Of each thing of a list; its pointer begins below the thing, and is empty where the thing is the value itself. */
  readonly of?: readonly Field[];
  /** The language in which it is written, where that is not the page's. */
  readonly lang?: string;
  /** Of `lines`: about how much will be written, in characters. */
  readonly length?: number;
  /** Whether it is what one writes in next. */
  readonly isNext?: boolean;
}

/** What was wrong with one field. */
export interface Fault {
  readonly pointer: string;
  /** What is wrong, as the API names it; undefined: the field is empty. */
  readonly code: string | undefined;
  /** In the words of the API, in English. */
  readonly detail?: string;
}

export type Values = ReadonlyMap<string, string>;

/** What the API takes, of what was typed: empty fields are left out, spaces around are not meant. */
export function bodyOf(fields: readonly Field[], values: Values): object {
  const body: Record<string, unknown> = {};
  for (const field of fields) {
    const value = valueOf(field, values);
    if (value !== undefined) put(body, field.pointer, value);
  }
  return body;
}

/** What was typed into a field, as the API takes it; undefined: nothing. */
export function valueOf(field: Field, values: Values): unknown {
  const { pointer, kind, options = [] } = field;
  if (kind === 'codes') {
    const chosen = options.map(([code]) => code).filter((code) => values.has(`${pointer}/${code}`));
    return chosen.length > 0 ? chosen : undefined;
  }
  if (kind === 'list') {
    const items = itemsIn(field, values).map((item) => itemOf(item, values));
    const filled = items.filter((item) => item !== undefined);
    return filled.length > 0 ? filled : undefined;
  }
  // Browsers send each end of a line as two characters.
  const typed = values.get(pointer)?.replaceAll('\r\n', '\n').trim() ?? '';
  if (typed === '') return undefined;
  if (kind === 'consent' || kind === 'flag') return true;
  if (kind === 'choice') return options.find(([code]) => String(code) === typed)?.[0] ?? typed;
  if (kind === 'currency') return meantCurrency(typed, options);
  return (meant[kind] ?? String)(typed);
}

/** Kinds that people write in more ways than the API takes. What is not understood goes as it is: the API says what is wrong. */
const meant: Readonly<Partial<Record<Field['kind'], (typed: string) => string | number>>> = {
  number: meantNumber,
  count: meantCount,
  amount: meantAmount,
  date: meantDate,
  url: meantAddress,
};

/** One thing of a list, on its form. */
export interface Item {
  readonly pointer: string;
  readonly fields: readonly Field[];
}

/** The name of a hidden input: what the form does not show of a thing (JSON), so that saving keeps it. */
export const restOf = ({ pointer }: Pick<Item, 'pointer'>): string => `${pointer}/~`;

/** The things of a list of which anything was typed. */
export function itemsIn({ pointer, of = [] }: Field, values: Values): readonly Item[] {
  const typed = [...values].flatMap(([name, value]) =>
    name.startsWith(`${pointer}/`) && value.trim() !== '' ? [Number(name.slice(pointer.length + 1).split('/')[0])] : [],
  );
  const numbers = [...new Set(typed.filter(Number.isSafeInteger))];
  return numbers.toSorted((a, b) => a - b).map((n) => itemAt(pointer, of, n));
}

export const itemAt = (pointer: string, of: readonly Field[], n: number): Item => ({
  pointer: `${pointer}/${n}`,
  fields: of.map((field) => ({ ...field, pointer: `${pointer}/${n}${field.pointer}` })),
});

/** Undefined when all its fields are empty: so it is removed. */
function itemOf({ pointer, fields }: Item, values: Values): unknown {
  const [first] = fields;
  if (first?.pointer === pointer) return valueOf(first, values);
  const filled = bodyOf(fields, values);
  if (Object.keys(filled).length === 0) return undefined;
  const typed = pointer
    .slice(1)
    .split('/')
    .reduce<unknown>((inner, key) => (inner as Things)[key], filled);
  return combined(parsed(values.get(restOf({ pointer }))), typed);
}

function parsed(rest: string | undefined): unknown {
  try {
    return JSON.parse(rest ?? '{}');
  } catch {
    return {}; // not as this form wrote it
  }
}

type Things = Record<string, unknown>;
const isThings = (value: unknown): value is Things =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Two objects of which neither has a value of the other. */
function combined(one: unknown, other: unknown): unknown {
  if (!isThings(one) || !isThings(other)) return other ?? one;
  return Object.fromEntries(
    [...new Set([...Object.keys(one), ...Object.keys(other)])].map((key) => [key, combined(one[key], other[key])]),
  );
}

function put(into: Things, pointer: string, value: unknown): void {
  const keys = pointer.slice(1).split('/');
  const last = keys.pop()!;
  const place = keys.reduce((inner, key) => (inner[key] ??= {}) as Things, into);
  place[last] = value;
}

/** What a form shows of what the API holds: the opposite of {@link bodyOf}. */
export const valuesIn = (fields: readonly Field[], held: unknown): Values =>
  new Map(fields.flatMap((field) => [...shownOf(field, at(held, field.pointer))]));

function* shownOf({ pointer, kind, of = [] }: Field, value: unknown): Generator<[string, string]> {
  if (value === undefined || value === null || value === false) return;
  if (kind === 'codes') for (const code of value as unknown[]) yield [`${pointer}/${String(code)}`, 'yes'];
  else if (kind === 'list') {
    for (const [n, thing] of (value as unknown[]).entries()) {
      for (const field of of) yield* shownOf({ ...field, pointer: `${pointer}/${n}${field.pointer}` }, at(thing, field.pointer)); // prettier-ignore
      if (isThings(thing)) yield [restOf({ pointer: `${pointer}/${n}` }), JSON.stringify(without(thing, of))];
    }
  } else if (typeof value === 'string' || typeof value === 'number')
    yield [pointer, kind === 'amount' ? shownAmount(String(value)) : String(value)];
  else if (value === true) yield [pointer, 'yes'];
}

const at = (held: unknown, pointer: string): unknown =>
  pointer.split('/').slice(1).reduce((inner, key) => (isThings(inner) ? inner[key] : undefined), held); // prettier-ignore

function without(thing: Things, fields: readonly Field[]): unknown {
  const rest = structuredClone(thing);
  for (const { pointer } of fields) {
    const keys = pointer.slice(1).split('/');
    const last = keys.pop()!;
    const place = keys.reduce<unknown>((inner, key) => (isThings(inner) ? inner[key] : undefined), rest);
    if (isThings(place)) Reflect.deleteProperty(place, last);
  }
  return rest;
}

/** Fields that must not be empty and are. */
export const missingIn = (fields: readonly Field[], values: Values): readonly Fault[] =>
  fields
    .filter(({ pointer, isRequired }) => isRequired && !values.get(pointer)?.trim())
    .map(({ pointer }) => ({ pointer, code: undefined }));

/** The name of an input that people do not see: what fills it in is a program. */
export const TRAP = '/subject';

/** Sends what was typed, and tells what was wrong with it. What a program filled in is dropped unsaid. */
export async function faultsOfSending(
  fields: readonly Field[],
  values: Values,
  send: (body: object) => Promise<unknown>,
): Promise<readonly Fault[]> {
  const missing = missingIn(fields, values);
  if (missing.length > 0 || values.get(TRAP)) return missing;
  try {
    await send(bodyOf(fields, values));
    return [];
  } catch (error) {
    return faultsIn(fields, error);
  }
}

/** The faults that the API found, each at the nearest field. @throws the failure itself when it is not about fields */
export function faultsIn(fields: readonly Field[], failure: unknown): readonly Fault[] {
  const errors: Problem['errors'] = failure instanceof Failure ? failure.problem.errors : undefined;
  if (!errors || errors.length === 0) throw failure;
  return errors.map(({ pointer, code, detail }) => ({
    pointer: nearest(fields, pointer) ?? fields[0]!.pointer,
    code,
    detail,
  }));
}

/** The pointer of the field that is meant, also within a thing of a list. */
export function nearest(fields: readonly Field[], pointer: string): string | undefined {
  const field = fields.find(
    (one) => `${pointer}/`.startsWith(`${one.pointer}/`) || one.pointer.startsWith(`${pointer}/`),
  );
  if (field?.kind !== 'list') return field?.pointer;
  const [n] = pointer.slice(field.pointer.length + 1).split('/');
  const inThing = n ? nearest(itemAt(field.pointer, field.of ?? [], Number(n)).fields, pointer) : undefined;
  return inThing ?? field.pointer;
}
