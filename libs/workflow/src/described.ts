/** A workflow as a reader meets it: what it is about, and its table. */
export interface DescribedWorkflow {
  readonly title: string;
  readonly about: string;
  /** The state in which a thing begins. */
  readonly first: string;
  readonly workflow: { readonly table: Readonly<Record<string, Readonly<Partial<Record<string, DescribedStep>>>>> };
}

/** What of a transition is shown. */
export interface DescribedStep {
  readonly to: string;
  readonly who: readonly string[];
  readonly given?: (thing: never) => void;
}
