import type { Shape } from '#client';
import type { Field } from '../form/form.js';
import type { Page } from '../page/page.js';
import type { Visit } from '../page/visit.js';
import { unturned } from '../words/unturned.js';
import { stepPage, type Untaken } from '../work/workplace.js';
import { titleOf } from './merger.view.js';

type Colleague = Pick<Shape<'PrincipalNameView'>, 'id' | 'name'>;

export const assignmentFields = ({ t, me, lang }: Visit, colleagues: readonly Colleague[]): readonly Field[] => [
  {
    pointer: '/assigneeId',
    kind: 'select',
    label: t('review.assign.to'),
    isRequired: true,
    options: colleagues
      .toSorted((a, b) => Number(b.id === me?.id) - Number(a.id === me?.id) || a.name.localeCompare(b.name, lang))
      .map(({ id, name }) => [id, unturned(name)] as const),
  },
  { pointer: '/dueOn', kind: 'day', label: t('review.assign.due'), hint: t('review.assign.due.hint') },
];

interface Assigning {
  readonly practice: Shape<'PracticeView'>;
  readonly colleagues: readonly Colleague[];
  /** Who has it now, if anybody. */
  readonly task: Pick<Shape<'AssignmentView'>, 'assigneeId' | 'dueOn'> | undefined;
}

/** @param assigning unknown to somebody who has been signed out */
export function assignmentPage(visit: Visit, assigning: Assigning | undefined, why: Untaken = { faults: [] }): Page {
  const title = assigning && titleOf(visit, assigning.practice).text;
  const held = new Map([
    ['/assigneeId', assigning?.task?.assigneeId ?? visit.me?.id ?? ''],
    ['/dueOn', assigning?.task?.dueOn ?? ''],
  ]);
  return stepPage(visit, {
    ...why,
    title: title === undefined ? visit.t('review.assign') : visit.t('review.assign.title', { title: unturned(title) }),
    fields: assignmentFields(visit, assigning?.colleagues ?? []),
    values: visit.form.size > 0 ? visit.form : held,
    submit: visit.t('review.assign'),
    trail: [['/work/queue', visit.t('review.queue.title')]],
  });
}
