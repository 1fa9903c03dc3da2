/** The benchmark's processes other than the load generator. */
export type SideName = 'bare' | 'practices' | 'gateway' | 'whole';

/** The first message to a side's process. */
export interface Order {
  readonly name: SideName;
  /** Connection as a role that may create schemas and roles. */
  readonly databaseUrl: string;
  /** Settings as they would be in the environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** The reply once it listens. */
export interface Told {
  readonly url: string;
}
