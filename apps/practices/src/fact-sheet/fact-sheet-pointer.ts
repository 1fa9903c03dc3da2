import { languages } from '#contracts';
import type { ProblemPlace } from '#problems';
import { namesIn } from '#validation';
import { FactSheetDto } from './fact-sheet.dto.js';
import { fieldsOf, type Content } from './fact-sheet.fields.js';

const known = new Set<string>(languages);

/** What lies under a name in a place; undefined when no fact sheet has it. */
function below({ prose, of, most }: Content, name: string): Content | undefined {
  if (most !== undefined) {
    const isItem = /^(?:0|[1-9]\d*)$/.test(name) && Number(name) < most;
    return isItem ? { of } : undefined;
  }
  if (prose !== undefined) return known.has(name) ? {} : undefined;
  return of && fieldsOf(of()).find((field) => field.name === name);
}

/**
 * Whether a JSON Pointer leads to a place that a fact sheet can have, filled or not; the empty pointer is the whole.
 * The shape is that of the DTO: fields, languages of prose, items up to the longest list.
 */
export function isInFactSheet(pointer: string): boolean {
  let place: Content | undefined = { of: () => FactSheetDto };
  for (const name of namesIn(pointer)) {
    place = below(place, name);
    if (!place) return false;
  }
  return true;
}

/** For a rule of a DTO. */
export const notInFactSheet = (value: unknown): ProblemPlace[] =>
  typeof value !== 'string' || isInFactSheet(value)
    ? []
    : [
        {
          pointer: '',
          code: 'pointer',
          detail:
            'This place does not exist in a fact sheet. Point to a field such as /aims, an item such as /partners/0/name, or a language such as /title/en.',
        },
      ];
