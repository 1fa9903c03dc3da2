import { notValid } from '#problems';
import { check } from '#validation';
import { FactSheetDto } from './fact-sheet.dto.js';
import { normalise, type FactSheet } from './fact-sheet.js';

/** Media type of a JSON Merge Patch. */
export const MERGE_PATCH = 'application/merge-patch+json';

/** Fields of a fact sheet, each with its new value or null. */
export const patchSchema = {
  type: 'object',
  additionalProperties: true,
  description: 'Fields of a fact sheet, each with its new value; null removes.',
  example: { objectives: { en: 'To find work.' }, notes: null },
} as const;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value with the changes of a JSON Merge Patch (RFC 7396): null removes a member, anything but an object replaces. */
export function merged(target: unknown, patch: unknown): unknown {
  if (!isFields(patch)) return patch;
  const kept = Object.entries(isFields(target) ? target : {}).filter(([key]) => !Object.hasOwn(patch, key));
  const given = Object.entries(patch)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => [key, merged(isFields(target) ? target[key] : undefined, value)] as const);
  return Object.fromEntries([...kept, ...given]);
}

/** A fact sheet with the changes of a patch, which is checked as a whole. @throws {Problem} 422, naming the fields */
export function patched(sheet: FactSheet, patch: unknown): FactSheet {
  const checked = check(FactSheetDto, merged(sheet, patch));
  if ('errors' in checked) throw notValid(checked.errors);
  return normalise(checked.valid);
}
