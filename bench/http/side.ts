/** The processes of the benchmark besides the load. */
export type SideName = 'bare' | 'practices' | 'gateway';

/** What a side's process is sent first. */
export interface Order {
  readonly name: SideName;
  /** Of a role that may make databases' schemas and roles. */
  readonly databaseUrl: string;
  /** Settings as the environment would give them. */
  readonly env: Readonly<Record<string, string>>;
}

/** What it sends back once it listens. */
export interface Told {
  readonly url: string;
}
