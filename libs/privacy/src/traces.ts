import type { EntityManager } from 'typeorm';
import { Problem } from '#problems';
import type { Found, PlaceCount } from './personal-records.js';
import { addressesInText, ERASED, Sightings, type Subject } from './subject.js';

/** The most keys of rows that a search shows for one place. */
const KEYS_SHOWN = 20;

/** Rows are fetched in portions of about this many bytes, judged by the previous ones. */
const BYTES_AT_ONCE = 1_000_000;
const MOST_ROWS = 1_000;

/** Tables that record erasures themselves. */
const untouched = ['migration', 'erasure_report', 'erasure_in_hand'];

/** Types of columns that can hold text, and how each is searched. */
const kinds = { text: 'text', varchar: 'text', bpchar: 'text', _text: 'list', _varchar: 'list', jsonb: 'json', json: 'json', bytea: 'bytes' } as const; // prettier-ignore
type Kind = (typeof kinds)[keyof typeof kinds];

/** PostgreSQL's names of them. */
export const textTypes: readonly string[] = Object.keys(kinds);

interface TextTable {
  readonly place: string;
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly kind: Kind; readonly type: string }[];
  /** Columns of the primary key. */
  readonly key: readonly string[];
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** All columns of the app's schema that can hold text, whatever created them, except those that its records handle. */
async function textTables(tx: EntityManager, owned: readonly string[] = []): Promise<TextTable[]> {
  const tables = await tx.query<
    (Omit<TextTable, 'columns'> & { columns: { name: string; type: keyof typeof kinds }[] })[]
  >(
    `select current_schema() || '.' || c.relname as place, c.relname as name,
            json_agg(json_build_object('name', a.attname, 'type', t.typname) order by a.attnum) as columns,
            array(select k.attname::text from pg_index i join pg_attribute k on k.attrelid = c.oid and k.attnum = any(i.indkey)
                   where i.indrelid = c.oid and i.indisprimary order by k.attnum) as key
       from pg_class c join pg_attribute a on a.attrelid = c.oid join pg_type t on t.oid = a.atttypid
      where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname <> all($1)
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        and t.typname = any($3) and c.relname || '.' || a.attname <> all($2)
      group by c.oid, c.relname order by c.relname`,
    [untouched, owned, textTypes],
  );
  return tables.map((table) => ({
    ...table,
    columns: table.columns.map(({ name, type }) => ({ name, type, kind: kinds[type] })),
  }));
}

type Value = string | string[] | Buffer | null;

interface Row {
  /** Where the row lies. */
  readonly at: string;
  readonly key: string;
  readonly values: readonly Value[];
}

/** Some rows of a table. */
interface Which {
  readonly table: TextTable;
  readonly where?: string;
  readonly parameters?: readonly unknown[];
}

const selected = ({ table }: Which): string => {
  const key = table.key.length > 0 ? `concat_ws('/', ${table.key.map(quoted).join(', ')})` : 'ctid::text';
  const values = table.columns.map(
    ({ name, kind }, n) => `${quoted(name)}${kind === 'json' ? '::text' : ''} as "v${n}"`,
  );
  return `select ctid::text as at, ${key} as key, ${values.join(', ')} from ${quoted(table.name)}`;
};

const toRow = ({ at, key, ...rest }: Record<string, unknown>): Row => ({
  at: at as string,
  key: key as string,
  values: Object.values(rest) as Value[],
});

const sizeOf = ({ values }: Row): number =>
  values.reduce(
    (sum, value) => sum + (value === null ? 0 : Array.isArray(value) ? value.join().length : value.length),
    0,
  );

let cursors = 0;

/** Reads the rows of this moment, some at a time. */
async function* rowsOf(tx: EntityManager, which: Which): AsyncGenerator<Row[]> {
  const cursor = `traces_${(cursors += 1)}`;
  await tx.query(`declare ${cursor} no scroll cursor for ${selected(which)} where ${which.where ?? 'true'}`, [
    ...(which.parameters ?? []),
  ]);
  for (let count = 20; ;) {
    const rows = (await tx.query<Record<string, unknown>[]>(`fetch ${count} from ${cursor}`)).map(toRow);
    if (rows.length > 0) yield rows;
    if (rows.length < count) break;
    const bytes = rows.reduce((sum, row) => sum + sizeOf(row), 1);
    count = Math.max(1, Math.min(MOST_ROWS, Math.floor((BYTES_AT_ONCE * rows.length) / bytes)));
  }
  await tx.query(`close ${cursor}`);
}

/** A row's values without the person; undefined when it does not contain the person. */
function changesOf(row: Row, { columns }: TextTable, sightings: Sightings): Map<number, Value> | undefined {
  const changes = new Map<number, Value>();
  for (const [n, value] of row.values.entries()) {
    const without = value === null ? undefined : withoutIn(value, columns[n]!.kind, sightings);
    if (without !== undefined) changes.set(n, without);
  }
  return changes.size > 0 ? changes : undefined;
}

function withoutIn(value: Exclude<Value, null>, kind: Kind, sightings: Sightings): Value | undefined {
  if (Buffer.isBuffer(value)) return withoutInBytes(value, sightings);
  if (Array.isArray(value)) {
    // An item may be null, whatever the type says.
    const without = value.map((item: string | null) => item && sightings.without(item)) as string[];
    return without.some((item, n) => item !== value[n]) ? without : undefined;
  }
  if (kind === 'json') return withoutInJson(value, sightings);
  const without = sightings.without(value);
  return without === value ? undefined : without;
}

/**
 * Bytes without the person; undefined when they do not contain the person. Bytes that are not text are removed as a
 * whole.
 */
export function withoutInBytes(bytes: Buffer, sightings: Sightings): Buffer | undefined {
  const text = bytes.toString('utf8');
  if (!Buffer.from(text).equals(bytes)) {
    return sightings.isIn(bytes.toString('latin1')) || sightings.isIn(text) ? Buffer.from(ERASED) : undefined;
  }
  let without: string | undefined;
  try {
    without = withoutInJson(text, sightings);
  } catch {
    without = sightings.without(text);
  }
  return without === undefined || without === text ? undefined : Buffer.from(without);
}

/** A document without the person; undefined when it does not contain the person. @throws {SyntaxError} for invalid JSON */
function withoutInJson(text: string, sightings: Sightings): string | undefined {
  const changes = { any: false };
  const of = (one: string): string => {
    const without = sightings.without(one);
    changes.any ||= without !== one;
    return without;
  };
  const go = (value: unknown): unknown => {
    if (typeof value === 'string') return of(value);
    if (Array.isArray(value)) {
      // An entry of a list with the person's address is removed, so that content that is still to be applied stays
      // valid.
      const others = value.filter((item) => !sightings.isRecord(item));
      changes.any ||= others.length < value.length;
      return others.map(go);
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [of(key), go(item)]));
  };
  const without = go(JSON.parse(text));
  return changes.any ? JSON.stringify(without) : undefined;
}

/**
 * Where a subject is mentioned in the app's schema.
 * @param tx a transaction
 * @param owned columns of names that belong to one record each, as `PersonalRecords.names`
 */
export async function findTraces(tx: EntityManager, subject: Subject, owned?: readonly string[]): Promise<Found[]> {
  const sightings = new Sightings(subject);
  if (!sightings.isAnybody) return [];
  const found: Found[] = [];
  for (const table of await textTables(tx, owned)) {
    const keys = await keysWith(tx, { table }, sightings);
    if (keys.length > 0) found.push({ place: table.place, count: keys.length, keys: keys.slice(0, KEYS_SHOWN) });
  }
  return found;
}

async function keysWith(tx: EntityManager, which: Which, sightings: Sightings): Promise<string[]> {
  const keys: string[] = [];
  for await (const rows of rowsOf(tx, which)) {
    keys.push(...rows.filter((row) => changesOf(row, which.table, sightings)).map(({ key }) => key));
  }
  return keys;
}

const isDouble = (error: unknown): boolean => (error as { code?: string }).code === '23505';

/** 409: two keys that members chose themselves differ by the person alone. */
const collides = (place: string): Problem =>
  new Problem(
    'erasure.collides',
    409,
    `Nothing was erased in this app: without the person two rows of ${place} would have the same key. Rename one of them first.`,
  );

/** Erases a subject from all texts of the app's schema. */
export async function eraseTraces(
  tx: EntityManager,
  subject: Subject,
  owned?: readonly string[],
): Promise<PlaceCount[]> {
  const sightings = new Sightings(subject);
  if (!sightings.isAnybody) return [];
  const erased: PlaceCount[] = [];
  for (const table of await textTables(tx, owned)) {
    const count = (await eraseFrom(tx, { table }, sightings)).length;
    if (count > 0) erased.push({ place: table.place, count });
  }
  return erased;
}

/** Returns the keys of the rows that were changed. */
async function eraseFrom(tx: EntityManager, which: Which, sightings: Sightings): Promise<string[]> {
  const { table } = which;
  const keys: string[] = [];
  for await (const rows of rowsOf(tx, which)) {
    const places = rows.filter((row) => changesOf(row, table, sightings)).map(({ at }) => at);
    if (places.length === 0) continue;
    // Again with a lock: a repeated search finds what others change meanwhile.
    const locked = await tx.query<Record<string, unknown>[]>(
      `${selected(which)} where ctid = any($1::tid[]) for update`,
      [places],
    );
    for (const row of locked.map(toRow)) {
      const changes = changesOf(row, table, sightings);
      if (!changes) continue;
      await update(tx, table, row, changes);
      keys.push(row.key);
    }
  }
  return keys;
}

async function update(tx: EntityManager, table: TextTable, { at }: Row, changes: Map<number, Value>): Promise<void> {
  const columns = [...changes.keys()].map((n) => table.columns[n]!);
  const sets = columns.map(({ name, type }, n) => `${quoted(name)} = $${n + 2}::${type}`);
  const statement = `update ${quoted(table.name)} set ${sets.join(', ')} where ctid = $1::tid`;
  await tx.query(statement, [at, ...changes.values()]).catch((error: unknown) => {
    throw isDouble(error) ? collides(table.place) : error;
  });
}

/** One column of one table, for records whose other values follow from it. */
export interface ColumnOf {
  readonly table: string;
  readonly column: string;
  /** The rows to search; all when omitted. */
  readonly where?: string;
  readonly parameters?: readonly unknown[];
}

/** Keys (parts joined by `/`) of the rows whose column mentions the person. */
export async function findInColumn(tx: EntityManager, of: ColumnOf, sightings: Sightings): Promise<string[]> {
  return keysWith(tx, await whichOf(tx, of), sightings);
}

/** Erases a person from one column. Returns the keys of the changed rows. */
export async function eraseFromColumn(tx: EntityManager, of: ColumnOf, sightings: Sightings): Promise<string[]> {
  return eraseFrom(tx, await whichOf(tx, of), sightings);
}

async function whichOf(tx: EntityManager, { table: name, column, where, parameters }: ColumnOf): Promise<Which> {
  const table = (await textTables(tx)).find((one) => one.name === name);
  const columns = table?.columns.filter((one) => one.name === column) ?? [];
  if (!table || columns.length === 0) throw new Error(`${name}.${column} holds no texts.`);
  return { table: { ...table, columns }, where, parameters };
}

/**
 * The values of a column that belong to a person, in every spelling.
 * @param isTheirs compares with `addressOf` or `nameOf`
 */
export async function spellingsIn(
  tx: EntityManager,
  { table, column, where = 'true' }: ColumnOf,
  isTheirs: (value: string) => boolean,
): Promise<string[]> {
  const rows = await tx.query<{ value: string }[]>(
    `select distinct ${quoted(column)} as value from ${quoted(table)} where ${quoted(column)} is not null and (${where})`,
  );
  return rows.map(({ value }) => value).filter(isTheirs);
}

/**
 * All e-mail addresses anywhere in the app's schema, in the form for comparison.
 * @param tx a transaction
 */
export async function addressesIn(tx: EntityManager): Promise<Set<string>> {
  const addresses = new Set<string>();
  for (const table of await textTables(tx)) {
    for await (const rows of rowsOf(tx, { table })) {
      for (const { values } of rows) {
        for (const value of values.flat()) {
          const text = Buffer.isBuffer(value) ? value.toString('utf8') : value;
          for (const one of text === null ? [] : addressesInText(text)) addresses.add(one);
        }
      }
    }
  }
  return addresses;
}
