import type { Shape } from '#client';
import { sheetSections } from '../edit/sheet.fields.js';
import type { Field } from '../form/form.js';
import type { Visit } from '../page/visit.js';

export type Whole = Shape<'FactSheetDto'>;

/** A text of the original beside the field of its translation, whose pointer is that of the text. */
export interface Pair {
  readonly field: Field;
  readonly source: { readonly text: string; readonly lang: string };
  /** What the text is. */
  readonly name: string;
}

/** Texts that belong together, under a heading. */
export interface Part {
  readonly id: string;
  readonly title: string;
  readonly pairs: readonly Pair[];
}

/** A field beside another holds fewer characters in a line, and most translations are longer than English. */
const WIDER = 1.6;

/** Every text of a fact sheet that can be translated into a language, in the order in which it was written. */
export const partsOf = (visit: Visit, sheet: Whole, into: string): readonly Part[] =>
  sheetSections(visit, sheet.originalLanguage)
    .map(({ id, title, fields }) => ({ id, title, pairs: fields.flatMap((field) => pairsIn(visit, field, sheet, into)) }))
    .filter(({ pairs }) => pairs.length > 0); // prettier-ignore

export const pairsOf = (parts: readonly Part[]): readonly Pair[] => parts.flatMap(({ pairs }) => pairs);

function pairsIn(visit: Visit, field: Field, sheet: Whole, into: string): readonly Pair[] {
  const things = field.kind === 'list' ? valueAt(sheet, field.pointer) : undefined;
  const written = Array.isArray(things)
    ? things.flatMap((_, n) =>
        (field.of ?? []).map((one) => ({
          ...one,
          pointer: `${field.pointer}/${n}${one.pointer}`,
          label: `${one.label} ${n + 1}`,
        })),
      )
    : [field];
  return written.flatMap(({ pointer, kind, label, maxLength, lang }) => {
    const at = pointer.slice(0, pointer.lastIndexOf('/'));
    const texts = valueAt(sheet, at) as Texts;
    const source = lang === undefined ? undefined : sourceOf(texts, lang);
    // What the fact sheet itself says in the language is written there.
    if (source === undefined || texts?.[into]?.trim()) return [];
    const said = visit.t('translate.in', { field: label, language: visit.words.language(into) });
    return [{ field: { pointer: at, kind, label: said, maxLength, lang: into, length: WIDER * source.text.length }, source, name: label }]; // prettier-ignore
  });
}

type Texts = Readonly<Record<string, string | null>> | null | undefined;

/** What the registry takes as the source of a translation: the original, else English, else any. */
export function sourceOf(texts: Texts, original: string): Pair['source'] | undefined {
  const langs = [original, 'en', ...Object.keys(texts ?? {}).sort()];
  const lang = langs.find((one) => texts?.[one]?.trim());
  return lang === undefined ? undefined : { lang, text: texts![lang]! };
}

export const valueAt = (held: unknown, pointer: string): unknown =>
  pointer
    .slice(1)
    .split('/')
    .reduce<unknown>((inner, key) => (inner as Readonly<Record<string, unknown>> | null | undefined)?.[key], held);

/** Texts by their pointers, as the API takes them: what is numbered is a list, whose gaps say nothing. */
export function bodyOf(texts: ReadonlyMap<string, string>): object {
  const body = {};
  for (const [pointer, text] of texts) {
    const keys = pointer.slice(1).split('/');
    let place: Record<string, unknown> = body;
    for (const [n, key] of keys.slice(0, -1).entries()) {
      if (Array.isArray(place)) while (place.length < Number(key)) place.push({});
      place = (place[key] ??= /^\d+$/.test(keys[n + 1]!) ? [] : {}) as Record<string, unknown>;
    }
    place[keys.at(-1)!] = text;
  }
  return body;
}

type Stored = Readonly<Pick<Shape<'TranslatedTextView'>, 'pointer' | 'text' | 'translation' | 'stale'>>;

/**
 * What is sent of a translation: texts that are new, and those that somebody has checked. All others of people stay as
 * they are, so that what nobody has compared with the present original remains marked; those of a machine stay its own.
 */
export function sentOf(
  pairs: readonly Pair[],
  stored: readonly Stored[],
  values: ReadonlyMap<string, string>,
  checked: ReadonlySet<string>,
): { readonly texts: ReadonlyMap<string, string>; readonly kept: readonly string[] } {
  const before = new Map(stored.map((one) => [one.pointer, one]));
  const shown = pairs.map(({ field }) => field.pointer);
  const textAt = (pointer: string) => (values.get(pointer) ?? '').replaceAll('\r\n', '\n').trim();
  const isSent = (pointer: string) => textAt(pointer) !== '' && (checked.has(pointer) || textAt(pointer) !== before.get(pointer)?.text); // prettier-ignore
  const sent = shown.filter(isSent);
  const isKept = ({ pointer, translation }: Stored) =>
    translation === 'human' && !sent.includes(pointer) && (!shown.includes(pointer) || textAt(pointer) !== '');
  return {
    texts: new Map(sent.map((pointer) => [pointer, textAt(pointer)])),
    kept: stored.filter(isKept).map(({ pointer }) => pointer),
  };
}
