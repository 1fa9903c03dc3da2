/** A workflow as a reader sees it: its subject and its table. */
export interface DescribedWorkflow {
  readonly title: string;
  readonly about: string;
  /** The initial state. */
  readonly first: string;
  readonly workflow: { readonly table: Readonly<Record<string, Readonly<Partial<Record<string, DescribedStep>>>>> };
}

/** The part of a transition that is shown. */
export interface DescribedStep {
  readonly to: string;
  readonly who: readonly string[];
  readonly given?: (thing: never) => void;
}
