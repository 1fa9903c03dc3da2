import type { ComponentChildren } from 'preact';
import { itemsIn, type Field, type Values } from '../form/form.js';
import { idOf } from '../form/form.view.js';
import type { Visit } from '../page/visit.js';
import type { Digests } from './merging.js';

/** The hidden input `was` of a form: what each field said when the form was made. */
export const written = (was: Digests): string => JSON.stringify(was);

export function digestsIn(form: Values): Digests {
  try {
    return Object(JSON.parse(form.get('was') ?? '{}')) as Digests;
  } catch {
    return {}; // not as this form wrote it: everything counts as typed
  }
}

interface Conflicting {
  readonly visit: Visit;
  readonly fields: readonly Field[];
  /** What others have saved in the fields that both changed. */
  readonly theirs: ReadonlyMap<string, Values>;
}

/** Two have changed the same fields: which ones. */
export const Conflict = ({ visit, fields, theirs }: Conflicting) => (
  <div class="notice stack" role="alert">
    <h2>{visit.t('edit.conflict', { count: theirs.size })}</h2>
    <p>{visit.t('edit.conflict.text')}</p>
    <Links fields={fields.filter(({ pointer }) => theirs.has(pointer))} />
  </div>
);

export const Links = ({ fields }: { fields: readonly Field[] }) => (
  <ul class="links">
    {fields.map((field) => (
      <li>
        <a href={`#${idOf(field)}`}>{field.label}</a>
      </li>
    ))}
  </ul>
);

/** Notes at fields, by their pointers: what somebody else has saved there. */
export function* theirNotes({ visit, fields, theirs }: Conflicting): Generator<readonly [string, ComponentChildren]> {
  for (const [pointer, saved] of theirs) {
    const field = fields.find((one) => one.pointer === pointer)!;
    yield [
      pointer,
      <div class="notice stack">
        <p>{visit.t('edit.theirs')}</p>
        <blockquote dir="auto">{shown(field, saved) || visit.t('edit.theirs.nothing')}</blockquote>
      </div>,
    ];
  }
}

/** What a field says, in words. */
function shown(field: Field, values: Values): string {
  const { kind, pointer, options = [] } = field;
  const nameOf = (value: string) => options.find(([code]) => String(code) === value)?.[1] ?? value;
  if (kind === 'codes') return options.filter(([code]) => values.has(`${pointer}/${code}`)).map(([, name]) => name).join('\n'); // prettier-ignore
  if (kind === 'list') {
    const said = (one: Field) =>
      one.kind === 'flag' ? (values.has(one.pointer) ? one.label : '') : shown(one, values);
    return itemsIn(field, values).map((item) => item.fields.map(said).filter(Boolean).join(' · ')).join('\n'); // prettier-ignore
  }
  const value = values.get(pointer) ?? '';
  return kind === 'flag' && value ? field.label : nameOf(value);
}
