import { createHash } from 'node:crypto';
import { valueOf, type Field, type Values } from '../form/form.js';

/** What each field said when the form was made, by its pointer: enough to know whether it has changed since. */
export type Digests = Readonly<Record<string, string>>;

const digestOf = (field: Field, values: Values): string =>
  createHash('sha256')
    .update(JSON.stringify(valueOf(field, values) ?? null))
    .digest('base64url')
    .slice(0, 10);

export const digestsOf = (fields: readonly Field[], values: Values): Digests =>
  Object.fromEntries(fields.map((field) => [field.pointer, digestOf(field, values)]));

/** What was typed and what has been saved by others meanwhile, put together. */
export interface Merged {
  /** Fields that were typed into and say something new. */
  readonly changed: readonly Field[];
  /** Those of them that others have changed otherwise: somebody has to choose. */
  readonly conflicts: readonly Field[];
  /** What was typed, and what is saved by now in all other fields. */
  readonly values: Values;
}

/** @param was what the form said when it was made */
export function mergedWith(fields: readonly Field[], typed: Values, was: Digests, now: Values): Merged {
  const [said, saved] = [digestsOf(fields, typed), digestsOf(fields, now)];
  const isTyped = ({ pointer }: Field) => said[pointer] !== was[pointer];
  const changed = fields.filter((field) => isTyped(field) && said[field.pointer] !== saved[field.pointer]);
  return {
    changed,
    conflicts: changed.filter(({ pointer }) => saved[pointer] !== was[pointer]),
    values: new Map(fields.flatMap((field) => [...valuesAt(field, changed.includes(field) ? typed : now)])),
  };
}

/** What a form holds of one field. */
export const valuesAt = ({ pointer }: Field, values: Values): Values =>
  new Map([...values].filter(([name]) => name === pointer || name.startsWith(`${pointer}/`)));

/** A JSON Merge Patch that makes these fields say what was typed. */
export function patchOf(fields: readonly Field[], values: Values): object {
  const patch: Record<string, unknown> = {};
  for (const field of fields) {
    const keys = field.pointer.slice(1).split('/');
    const last = keys.pop()!;
    const place = keys.reduce((inner, key) => (inner[key] ??= {}) as Record<string, unknown>, patch);
    place[last] = valueOf(field, values) ?? null;
  }
  return patch;
}
