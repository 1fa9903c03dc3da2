import { Problem } from '#problems';

/** One action in one state: where it leads, who may take it, and on what condition. */
export interface Transition<State extends string, Who extends string, Thing> {
  readonly to: State;
  readonly who: readonly Who[];
  /** Throws a coded failure when the thing is not ready for this step. */
  readonly given?: (thing: Thing) => void;
}

export type WorkflowTable<State extends string, Action extends string, Who extends string, Thing> = Readonly<
  Record<State, Readonly<Partial<Record<Action, Transition<State, Who, Thing>>>>>
>;

/**
 * A state machine as a table (state × action → state, who may, on what condition). The table is the rule, its
 * documentation and the source of its tests.
 */
export class Workflow<State extends string, Action extends string, Who extends string, Thing = unknown> {
  constructor(
    /** Name of the thing in codes of failures, e.g. `practice`. */
    readonly thing: string,
    readonly table: WorkflowTable<State, Action, Who, Thing>,
  ) {}

  /**
   * The state after `action`.
   * @param who in what capacities the caller acts
   * @throws {Problem} 403 `<thing>.not-allowed` when the step exists but belongs to others, 409 `<thing>.state` when
   *   the state does not have it, and whatever the step's condition throws
   */
  next(state: State, action: Action, who: readonly Who[], thing: Thing): State {
    const transition = this.table[state][action];
    if (!transition) {
      const possible = Object.keys(this.table[state]).join(', ') || 'nothing';
      throw new Problem(`${this.thing}.state`, 409, `The ${this.thing} is ${state}; possible now: ${possible}.`);
    }
    if (!transition.who.some((capacity) => who.includes(capacity))) {
      throw new Problem(`${this.thing}.not-allowed`, 403, `Only ${transition.who.join(' or ')} may do this.`);
    }
    transition.given?.(thing);
    return transition.to;
  }
}
