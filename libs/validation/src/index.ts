import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError, type ValidatorOptions } from 'class-validator';
import type { ProblemPlace } from '#problems';

export * from './mail-address.js';
export * from './nested.js';

/**
 * What is wrong with a property's value; pointers are relative to the property (`''` is the property itself, `/2` an item).
 * `owner` is the object that has the property, for rules over several fields.
 */
export type Check = (value: unknown, owner: Readonly<Record<string, unknown>>) => ProblemPlace[];

/** Options of every validation: unknown fields are refused, never dropped; one error per place is enough. */
export const validationOptions: ValidatorOptions = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  // All of them, so that the place can be told the most telling one.
  stopAtFirstError: false,
};

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * Flattens class-validator's tree to places with exact pointers. A rule whose context carries a `locate` check names the places
 * below its property itself (an item of a list, a language of a map); it needs `value` and `target` in the error.
 */
export function toProblemPlaces(errors: readonly ValidationError[], parent = ''): ProblemPlace[] {
  return errors.flatMap((error) => {
    const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const own = mostTelling(error).flatMap(([name, detail]): ProblemPlace[] => {
      if (name === 'whitelistValidation')
        return [{ pointer, code: 'unknown-field', detail: 'This field is not known here.' }];
      const locate = (error.contexts?.[name] as { locate?: Check } | undefined)?.locate;
      const found = locate?.(error.value, (error.target ?? {}) as Record<string, unknown>) ?? [];
      return found.length > 0
        ? found.map((place) => ({ ...place, pointer: pointer + place.pointer }))
        : error.value === undefined || error.value === null
          ? [{ pointer, code: 'required', detail: 'This field is required.' }]
          : [{ pointer, code: kebab(name), detail }];
    });
    if (own.some((place) => place.pointer === pointer)) return own;
    const below = toProblemPlaces(error.children ?? [], pointer);
    return [...own, ...below.filter((place) => !own.some((told) => told.pointer === place.pointer))];
  });
}

/** Rules that say of which kind a value must be; until that is right, its length or pattern is beside the point. */
const kinds = [
  'whitelistValidation', 'isDefined', 'isString', 'isArray', 'isObject', 'isListOfObjects', 'isInt', 'isNumber', 'isBoolean', 'isIn', 'equals',
]; // prettier-ignore

/** One failed rule of a property: of a kind before all others, else the first that was declared. */
function mostTelling({ constraints = {} }: ValidationError): [string, string][] {
  const failed = Object.entries(constraints)
    .filter(([name], _, all) => name !== 'nestedValidation' || all.length === 1)
    .reverse();
  const [first] = failed
    .map((entry, place) => ({ entry, rank: kinds.includes(entry[0]) ? kinds.indexOf(entry[0]) : kinds.length + place }))
    .sort((a, b) => a.rank - b.rank);
  return first ? [first.entry] : [];
}

/** Deeper than any fact sheet: what is deeper is refused before a recursive validator meets it. */
const MAX_DEPTH = 16;

/** Text that PostgreSQL cannot hold (NUL) or that is not Unicode (half of a surrogate pair). */
export function unstorable(text: string): { code: string; detail: string } | undefined {
  if (text.includes('\0')) return { code: 'null-byte', detail: 'The text has a null character; leave it out.' };
  if (!text.isWellFormed())
    return { code: 'lone-surrogate', detail: 'The text has half of a surrogate pair; leave it out.' };
  return undefined;
}

/**
 * What no validator can be trusted with: keys that objects inherit (`constructor`, `__proto__`, `hasOwnProperty` …), which
 * class-transformer calls or drops and class-validator takes for known; texts that cannot be stored; too deep nesting.
 */
export function untrustworthy(raw: unknown): ProblemPlace[] {
  const found: ProblemPlace[] = [];
  const open: { value: unknown; pointer: string; depth: number }[] = [{ value: raw, pointer: '', depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, pointer, depth } = next;
    const bad = typeof value === 'string' ? unstorable(value) : undefined;
    if (bad) found.push({ pointer, ...bad });
    if (typeof value !== 'object' || value === null) continue;
    if (depth === MAX_DEPTH) {
      found.push({ pointer, code: 'too-deep', detail: 'Is nested too deeply.' });
      continue;
    }
    for (const [key, child] of Object.entries(value)) {
      const place = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      if (!Array.isArray(value) && (key in Object.prototype || unstorable(key)))
        found.push({ pointer: place, code: 'unknown-field', detail: 'This field is not known here.' });
      else open.push({ value: child, pointer: place, depth: depth + 1 });
    }
  }
  return found;
}

/** An instance of `dto` made from a raw value, or everything that is wrong with it. Never throws, whatever the value. */
export function check<T extends object>(dto: new () => T, raw: unknown): { valid: T } | { errors: ProblemPlace[] } {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return { errors: [{ pointer: '', code: 'is-object', detail: 'An object is expected.' }] };
  }
  const refused = untrustworthy(raw);
  if (refused.length > 0) return { errors: refused };
  const valid = plainToInstance(dto, raw);
  const errors = toProblemPlaces(validateSync(valid, validationOptions));
  return errors.length > 0 ? { errors } : { valid };
}
