import type { Problem } from '#client';
import { Failure } from '../api/api.js';

/** One thing that a form asks for. A form is a list of these. */
export interface Field {
  /** Where its value is in what the API takes (JSON Pointer); also the name of the input. */
  readonly pointer: string;
  readonly kind: 'text' | 'lines' | 'email' | 'url' | 'select' | 'consent';
  readonly label: string;
  readonly hint?: string;
  readonly isRequired?: boolean;
  readonly maxLength?: number;
  readonly autocomplete?: string;
  /** Of a choice: value and name. */
  readonly options?: readonly (readonly [string, string])[];
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
  for (const { pointer, kind } of fields) {
    const typed = values.get(pointer)?.trim() ?? '';
    if (typed !== '') put(body, pointer.slice(1).split('/'), kind === 'consent' ? true : typed);
  }
  return body;
}

function put(into: Record<string, unknown>, [first = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) into[first] = value;
  else put((into[first] ??= {}) as Record<string, unknown>, rest, value);
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
  return errors.map(({ pointer, code, detail }) => {
    const near = fields.find(
      (field) => `${pointer}/`.startsWith(`${field.pointer}/`) || field.pointer.startsWith(`${pointer}/`),
    );
    return { pointer: near?.pointer ?? fields[0]!.pointer, code, detail };
  });
}
