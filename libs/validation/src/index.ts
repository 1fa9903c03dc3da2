import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError, type ValidatorOptions } from 'class-validator';
import { MOST_PLACES, told, type ProblemPlace } from '#problems';
import { MAX_DEPTH, MAX_ITEMS, MAX_KEYS, MAX_VALUES } from './bounds.js';
import { below } from './pointer.js';
import { unstorable } from './storable.js';

export * from './bounds.js';
export * from './json.js';
export * from './mail-address.js';
export * from './nested.js';
export * from './parts.js';
export * from './pointer.js';
export * as postgres from './postgres.js';
export type { PostgresType } from './postgres.js';
export * from './storable.js';
export * from './web-address.js';

/**
 * The errors of a property's value; pointers are relative to the property (`''` is the property itself, `/2` an item).
 * `owner` is the object that has the property, for rules over several fields.
 */
export type Check = (value: unknown, owner: Readonly<Record<string, unknown>>) => ProblemPlace[];

/** Options of every validation: unknown fields are refused, never dropped; one error per place is enough. */
export const validationOptions: ValidatorOptions = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  // All errors, so that the most useful one can be chosen for a place.
  stopAtFirstError: false,
};

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * Flattens class-validator's tree to places with exact pointers. A rule whose context has a `locate` check itself names
 * the places below its property (an item of a list, a language of a map); it needs `value` and `target` in the error.
 */
export function toProblemPlaces(errors: readonly ValidationError[], parent = ''): ProblemPlace[] {
  return errors.flatMap((error) => {
    const pointer = below(parent, error.property);
    const own = mostTelling(error).flatMap(([name, detail]): ProblemPlace[] => {
      if (name === 'whitelistValidation') return [{ pointer, code: 'unknown-field', detail: 'This field is unknown.' }];
      const locate = (error.contexts?.[name] as { locate?: Check } | undefined)?.locate;
      const found = locate?.(error.value, (error.target ?? {}) as Record<string, unknown>) ?? [];
      return found.length > 0
        ? found.map((place) => ({ ...place, pointer: pointer + place.pointer }))
        : error.value === undefined || error.value === null
          ? [{ pointer, code: 'required', detail: 'This field is required.' }]
          : [{ pointer, code: kebab(name), detail }];
    });
    if (own.some((place) => place.pointer === pointer)) return own;
    const inner = toProblemPlaces(error.children ?? [], pointer);
    return [...own, ...inner.filter((place) => !own.some((told) => told.pointer === place.pointer))];
  });
}

/** Rules about the type of a value; while that is wrong, its length or pattern does not matter. */
const kinds = [
  'whitelistValidation', 'isDefined', 'isString', 'isArray', 'isObject', 'isListOfObjects', 'isInt', 'isNumber', 'isBoolean', 'isIn', 'equals',
]; // prettier-ignore

/** The reported failure of a property: a wrong type first, otherwise the rule that was declared first. */
function mostTelling({ constraints = {} }: ValidationError): [string, string][] {
  const failed = Object.entries(constraints)
    .filter(([name], _, all) => name !== 'nestedValidation' || all.length === 1)
    .reverse();
  const [first] = failed
    .map((entry, place) => ({ entry, rank: kinds.includes(entry[0]) ? kinds.indexOf(entry[0]) : kinds.length + place }))
    .sort((a, b) => a.rank - b.rank);
  return first ? [first.entry] : [];
}

/** A value, and the path to it. */
interface Inner {
  readonly value: unknown;
  readonly key: string;
  readonly outer: Inner | undefined;
  readonly depth: number;
}

const pointerTo = ({ key, outer }: Inner): string => (outer ? below(pointerTo(outer), key) : '');

/**
 * What no validator can be trusted with: values beyond the bounds; keys that objects inherit (`constructor`,
 * `__proto__`, `hasOwnProperty` …), which class-transformer calls or drops and class-validator takes for known; texts
 * that cannot be stored.
 */
export function untrustworthy(raw: unknown): ProblemPlace[] {
  const found: ProblemPlace[] = [];
  const open: Inner[] = [{ value: raw, key: '', outer: undefined, depth: 0 }];
  let values = 1;
  for (let next = open.pop(); next && found.length < MOST_PLACES; next = open.pop()) {
    const fault = faultOf(next);
    if (fault) found.push({ pointer: pointerTo(next), ...fault });
    else if (typeof next.value === 'object' && next.value !== null) {
      const entries = Object.entries(next.value);
      values += entries.length;
      if (values > MAX_VALUES)
        return [{ pointer: '', code: 'too-many', detail: `Has more than ${MAX_VALUES} values.` }];
      for (const [key, value] of entries) open.push({ value, key, outer: next, depth: next.depth + 1 });
    }
  }
  return told(found);
}

/** The errors of a value itself, without those of the values in it. */
function faultOf({ value, key, outer, depth }: Inner): Omit<ProblemPlace, 'pointer'> | undefined {
  if (outer && !Array.isArray(outer.value) && (key in Object.prototype || unstorable(key)))
    return { code: 'unknown-field', detail: 'This field is unknown.' };
  if (typeof value === 'string') return unstorable(value);
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === MAX_DEPTH) return { code: 'too-deep', detail: 'Is nested too deeply.' };
  if (Array.isArray(value))
    return value.length > MAX_ITEMS ? { code: 'too-many', detail: `Has more than ${MAX_ITEMS} items.` } : undefined;
  return Object.keys(value).length > MAX_KEYS
    ? { code: 'too-many', detail: `Has more than ${MAX_KEYS} fields.` }
    : undefined;
}

/** An instance of `dto` made from a raw value, or its errors. Never throws, whatever the value. */
export function check<T extends object>(dto: new () => T, raw: unknown): { valid: T } | { errors: ProblemPlace[] } {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return { errors: [{ pointer: '', code: 'is-object', detail: 'Must be an object.' }] };
  }
  const refused = untrustworthy(raw);
  if (refused.length > 0) return { errors: refused };
  const valid = plainToInstance(dto, raw);
  const errors = told(toProblemPlaces(validateSync(valid, validationOptions)));
  return errors.length > 0 ? { errors } : { valid };
}
