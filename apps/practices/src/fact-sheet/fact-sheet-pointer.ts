import { languages } from '#contracts';
import type { ProblemPlace } from '#problems';
import { FactSheetDto } from './fact-sheet.dto.js';

/** What the decorators of a DTO say of one of its properties. */
interface Described {
  /** Of an object: a function called `type` that gives its class. */
  readonly type?: unknown;
  readonly isArray?: boolean;
  readonly maxItems?: number;
  /** Of a list of codes. */
  readonly items?: { readonly enum?: readonly unknown[] };
  /** Of a map of languages. */
  readonly additionalProperties?: unknown;
}

const fieldsOf = (prototype: object): readonly string[] =>
  (Reflect.getMetadata('swagger/apiModelPropertiesArray', prototype) ?? []) as string[];

const known = new Set<string>(languages);

/** What lies under a name in a place; undefined: no fact sheet has that. */
function below(place: Described, name: string): Described | undefined {
  if (place.isArray || place.type === 'array') {
    const most = place.maxItems ?? place.items?.enum?.length ?? 0;
    const isItem = /^(?:0|[1-9]\d*)$/.test(name) && Number(name) < most;
    return isItem ? (place.items ? {} : { type: place.type }) : undefined;
  }
  if (place.additionalProperties) return known.has(name) ? {} : undefined;
  const { type } = place;
  if (typeof type !== 'function' || type.name !== 'type') return undefined;
  const { prototype } = (type as () => { prototype: object })();
  if (!fieldsOf(prototype).includes(`:${name}`)) return undefined;
  return Reflect.getMetadata('swagger/apiModelProperties', prototype, name) as Described;
}

/**
 * Whether a JSON Pointer leads to a place that a fact sheet can have, filled or not; the empty one is the whole. The shape is
 * that of the DTO: fields, languages of prose, items up to the longest list.
 */
export function isInFactSheet(pointer: string): boolean {
  let place: Described | undefined = { type: function type() { return FactSheetDto; } }; // prettier-ignore
  for (const name of pointer.split('/').slice(1)) {
    place = below(place, name.replaceAll('~1', '/').replaceAll('~0', '~'));
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
            'No fact sheet has such a place. Point at a field, such as /aims, an item, /partners/0/name, or a language, /title/en.',
        },
      ];
