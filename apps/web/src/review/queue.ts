import type { Shape } from '#client';

/** Something that waits for the secretariat. */
export interface Waiting {
  /** Calendar day, `YYYY-MM-DD`. */
  readonly due: string | null;
  /** Since when, as a moment in UTC. */
  readonly since: string;
}

/** Whether its day has passed in Brussels, the seat of the network. */
export const isOverdue = ({ due }: Waiting, now: Date): boolean =>
  due !== null && due < new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Brussels' }).format(now);

/** The beginning of one list, in the order of {@link merged}, and how many the whole list has. */
export interface Beginning<T extends Waiting> {
  readonly items: readonly T[];
  readonly total: number;
}

/** What is due first comes first; what has no day comes last, the longest waiting first. */
const keyOf = ({ due, since }: Waiting): string => `${due ?? '9999-12-31'} ${since}`;

/**
 * Several lists as one, as far as its order is certain: behind the last known thing of a list that goes on, the next of
 * that list may come before those of the others.
 */
export function merged<T extends Waiting>(...lists: readonly Beginning<T>[]): T[] {
  const inOrder = lists
    .flatMap(({ items }) => items)
    .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
  const ends = lists.flatMap(({ items, total }) => (items.length < total ? [inOrder.indexOf(items.at(-1)!)] : []));
  return inOrder.slice(0, Math.min(...ends, inOrder.length - 1) + 1);
}

export interface PracticeWaiting extends Waiting {
  readonly kind: 'practice';
  readonly practice: Shape<'ListedPracticeView'>;
}
export interface ApplicationWaiting extends Waiting {
  readonly kind: 'application';
  readonly application: Shape<'ApplicationView'>;
}
export type OneWaiting = PracticeWaiting | ApplicationWaiting;

export const practiceWaiting = (practice: Shape<'ListedPracticeView'>): PracticeWaiting => ({
  kind: 'practice',
  practice,
  due: practice.caretaker?.dueOn ?? null,
  since: practice.submittedAt ?? practice.updatedAt,
});

export const applicationWaiting = (application: Shape<'ApplicationView'>): ApplicationWaiting => ({
  kind: 'application',
  application,
  due: null,
  since: application.submittedAt,
});

/** Whose things a queue shows: those of the visitor and of nobody, of the visitor, of nobody, or of all. */
export const choices = ['', 'me', 'nobody', 'all'] as const;
export type Choice = (typeof choices)[number];

/** The choice in an address; what none of them is counts as the first. */
export const choiceIn = (query: URLSearchParams): Choice =>
  choices.find((choice) => choice === query.get('assignedTo')) ?? '';

/** How the practices of a choice are asked of the API. */
export const practicesOf: Readonly<Record<Choice, Readonly<Record<string, string>>>> = {
  '': { waitingFor: 'me', status: 'submitted' },
  me: { waitingFor: 'me', status: 'submitted', assignedTo: 'me' },
  nobody: { waitingFor: 'secretariat', status: 'submitted', assignedTo: 'nobody' },
  all: { waitingFor: 'secretariat', status: 'submitted' },
};
