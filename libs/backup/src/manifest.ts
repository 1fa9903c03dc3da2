import { apps, type App } from '#config';
import { NotRestorable } from './not-restorable.js';

export const FORMAT = 'lra-network-backup';
/** Raised when an older release could no longer read the files. */
export const VERSION = 1;

export interface BackedUpTable {
  readonly schema: App;
  readonly table: string;
  /** Stored columns only: generated ones are computed again. */
  readonly columns: readonly string[];
}

/** The first entry of a backup, `manifest.json`: its content. */
export interface Manifest {
  readonly format: typeof FORMAT;
  readonly version: number;
  /** When the snapshot was taken, RFC 3339 in UTC. */
  readonly createdAt: string;
  /** Release of the program that wrote it. */
  readonly release: string;
  /** Names of the migrations that each app had, in the order in which they ran. */
  readonly migrations: Readonly<Partial<Record<App, readonly string[]>>>;
  /** In an order in which they can be filled: a table comes after those that it refers to. */
  readonly tables: readonly BackedUpTable[];
}

/** Counts and checksum of a table, in `end.json`. */
export interface TableSum {
  readonly schema: App;
  readonly table: string;
  readonly rows: number;
  readonly bytes: number;
  /** SHA-256 of all bytes of the table, hex. */
  readonly sha256: string;
}

/** The last entry, `end.json`: a file without it was cut short. */
export interface BackupEnd {
  /** SHA-256 of `manifest.json`, hex. */
  readonly manifest: string;
  readonly tables: readonly TableSum[];
}

/** Name of one part of a table in the archive; all parts in order are PostgreSQL's COPY text. */
export const partName = ({ schema, table }: Pick<BackedUpTable, 'schema' | 'table'>, n: number): string =>
  `${schema}/${table}/${String(n).padStart(8, '0')}.copy`;

const NAME = /^[a-z_][a-z0-9_]{0,62}$/;

/** @throws {NotRestorable} when it is no manifest, or only a newer release can read it */
export function parseManifest(bytes: Buffer): Manifest {
  const manifest = asRecord(bytes);
  if (manifest?.['format'] !== FORMAT) throw foreign();
  if (typeof manifest['version'] !== 'number' || manifest['version'] > VERSION) {
    throw new NotRestorable(
      `The backup was made by a newer release (${String(manifest['release'])}): restore it with that.`,
    );
  }
  const { tables, migrations, createdAt } = manifest;
  const isWhole =
    typeof createdAt === 'string' && !Number.isNaN(Date.parse(createdAt)) && isMigrations(migrations) &&
    Array.isArray(tables) && tables.every(isTable); // prettier-ignore
  if (!isWhole) throw damaged('its manifest cannot be read');
  return manifest as unknown as Manifest;
}

/** @throws {NotRestorable} */
export function parseEnd(bytes: Buffer): BackupEnd {
  const end = asRecord(bytes);
  if (typeof end?.['manifest'] !== 'string' || !Array.isArray(end['tables'])) throw damaged('its end cannot be read');
  return end as unknown as BackupEnd;
}

export const foreign = (): NotRestorable => new NotRestorable('The file is not a backup of this network.');
export const damaged = (how: string): NotRestorable =>
  new NotRestorable(`The backup is damaged: ${how}. Use an earlier one.`);
export const cutShort = (): NotRestorable =>
  new NotRestorable('The backup is incomplete: the file was cut short. Copy it again, or use an earlier one.');

function asRecord(bytes: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const isTable = (value: unknown): boolean => {
  const { schema, table, columns } = (value ?? {}) as Partial<Record<keyof BackedUpTable, unknown>>;
  return (
    apps.includes(schema as App) &&
    isName(table) &&
    Array.isArray(columns) &&
    columns.length > 0 &&
    columns.every(isName)
  );
};

const isName = (value: unknown): boolean => typeof value === 'string' && NAME.test(value);

function isMigrations(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).every(
    ([app, names]) =>
      apps.includes(app as App) && Array.isArray(names) && names.every((name) => typeof name === 'string'),
  );
}
