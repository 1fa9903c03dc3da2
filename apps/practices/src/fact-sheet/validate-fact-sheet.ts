import type { ProblemPlace } from '#problems';
import { check } from '#validation';
import { FactSheetDto } from './fact-sheet.dto.js';
import { normalise, type FactSheet } from './fact-sheet.js';

/**
 * Checks a raw value, such as a row of an import, by the same rules as the body of `POST /v1/practices`.
 * Returns the normalised sheet, or everything that is wrong with it.
 */
export function validateFactSheet(raw: unknown): { sheet: FactSheet } | { errors: ProblemPlace[] } {
  const checked = check(FactSheetDto, raw);
  return 'errors' in checked ? checked : { sheet: normalise(checked.valid) };
}
