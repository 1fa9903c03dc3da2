import { Problem } from '#problems';
import type { Workflow } from './workflow.js';

/**
 * Every step that a workflow allows, found by trying each action in each state in each capacity: one line `state action
 * capacities → state`. A test compares it with a list written by hand, so that a wrong cell fails.
 *
 * @param thing ready for every step
 * @throws {Error} when a step is refused for a reason other than a state or a right
 */
export function waysOf<State extends string, Action extends string, Who extends string, Thing>(
  workflow: Workflow<State, Action, Who, Thing>,
  thing: Thing,
): string[] {
  const states = Object.keys(workflow.table) as State[];
  const cells = Object.values<Partial<Record<Action, { who: readonly Who[] }>>>(workflow.table);
  const actions = [...new Set(cells.flatMap((cell) => Object.keys(cell) as Action[]))];
  const capacities = [...new Set(cells.flatMap((cell) => Object.values<{ who: readonly Who[] }>(cell as never).flatMap(({ who }) => who)))]; // prettier-ignore
  return states.flatMap((state) =>
    actions.flatMap((action) => {
      const ends = new Map<State, Who[]>();
      for (const who of capacities) {
        const to = endOf(workflow, state, action, who, thing);
        if (to !== undefined) ends.set(to, [...(ends.get(to) ?? []), who]);
      }
      return [...ends].map(([to, who]) => `${state} ${action} ${who.sort().join(', ')} → ${to}`);
    }),
  );
}

function endOf<State extends string, Action extends string, Who extends string, Thing>(
  workflow: Workflow<State, Action, Who, Thing>,
  state: State,
  action: Action,
  who: Who,
  thing: Thing,
): State | undefined {
  try {
    return workflow.next(state, action, [who], thing);
  } catch (error) {
    const refusal = workflow.table[state][action] ? `${workflow.thing}.not-allowed` : `${workflow.thing}.state`;
    if (error instanceof Problem && error.code === refusal) return undefined;
    throw error;
  }
}
