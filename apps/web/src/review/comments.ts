import type { Shape } from '#client';
import type { Fault, Field, Values } from '../form/form.js';
import { Failure } from '../api/api.js';
import { sheetSections } from '../edit/sheet.fields.js';
import { labelOf } from '../kit/fields.js';
import type { Visit } from '../page/visit.js';

/** A part of the fact sheet, as its editor sees it, with a place for a comment on each field. */
export interface Part {
  readonly id: string;
  readonly title: string;
  readonly fields: readonly CommentField[];
}

export interface CommentField extends Field {
  /** The name of the field on the fact sheet; its pointer is where the comment goes. */
  readonly field: string;
  readonly name: string;
}

/** The longest comment that the registry takes. */
const MOST = 5000;

/** What is not asked about any field but about the whole; its name in the form. */
export const WHOLE = '/whole';

export const wholeField = ({ t }: Visit): Field => ({
  pointer: WHOLE,
  kind: 'lines',
  label: t('review.comment.whole'),
  hint: t('review.comment.whole.hint'),
  maxLength: MOST,
});

/** The fields of a fact sheet in the order of its form. */
export function partsOf(visit: Visit): readonly Part[] {
  return sheetSections(visit, visit.lang).map(({ id, title, fields }) => {
    const labels = new Map(fields.toReversed().map(({ pointer, label }) => [pointer.split('/')[1]!, label]));
    const names = [...new Set(fields.map(({ pointer }) => pointer.split('/')[1]!))];
    return {
      id,
      title,
      fields: names.map((field) => {
        const name = labelOf(visit, field) ?? labels.get(field) ?? field;
        const label = visit.t('review.comment', { field: name });
        return { pointer: `/${field}`, kind: 'lines', label, name, field, maxLength: MOST };
      }),
    };
  });
}

type Comment = Shape<'RequestedChangeDto'>;

/** The comments that were typed, in the order of the fact sheet, as the API takes them. */
export function commentsIn(fields: readonly Field[], typed: Values): readonly Comment[] {
  return fields.flatMap(({ pointer }) => {
    const comment = typed.get(pointer)?.replaceAll('\r\n', '\n').trim() ?? '';
    return comment === '' ? [] : [{ pointer: pointer === WHOLE ? '' : pointer, comment }];
  });
}

/** What the API finds wrong with comments, each at its own. @throws the failure itself when it is about something else */
export function faultsOf(comments: readonly Comment[], failure: unknown): readonly Fault[] {
  const errors = failure instanceof Failure ? (failure.problem.errors ?? []) : [];
  const faults = errors.flatMap(({ pointer, code, detail }) => {
    const comment = comments[Number(/^\/items\/(\d+)/.exec(pointer)?.[1] ?? Number.NaN)];
    return comment ? [{ pointer: comment.pointer || WHOLE, code, detail }] : [];
  });
  if (faults.length === 0) throw failure;
  return faults;
}
