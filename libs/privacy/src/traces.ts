import type { EntityManager } from 'typeorm';
import { Problem } from '#problems';
import type { Found, PlaceCount } from './personal-records.js';
import { ERASED, partsOf, patternsOf, type Patterns, type Subject } from './subject.js';

/** Keys of rows that a search shows for one place. */
const KEYS_SHOWN = 20;

/** Dead letters looked at together. */
const LETTERS = 500;

/** Tables that tell of erasures themselves. */
const untouched = ['migration', 'erasure_report', 'erasure_in_hand'];

interface TextTable {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly isPlain: boolean }[];
  /** Columns of the primary key. */
  readonly key: readonly string[];
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** All columns of the app's schema that can hold a text, whoever has made them, but for those that its records look after. */
async function textTables(tx: EntityManager, owned: readonly string[] = []): Promise<TextTable[]> {
  return tx.query<TextTable[]>(
    `select current_schema() as schema, c.relname as name,
            json_agg(json_build_object('name', a.attname, 'isPlain', a.atttypid = 'text'::regtype) order by a.attnum) as columns,
            array(select k.attname::text from pg_index i join pg_attribute k on k.attrelid = c.oid and k.attnum = any(i.indkey)
                   where i.indrelid = c.oid and i.indisprimary order by k.attnum) as key
       from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname <> all($1)
        and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        and a.atttypid = any('{text,text[],jsonb}'::regtype[]) and c.relname || '.' || a.attname <> all($2)
      group by c.oid, c.relname order by c.relname`,
    [untouched, owned],
  );
}

/** Every column with which `erased` does something, as a condition; \`$1\` exact, \`$2\` loose, \`$3\` address. */
const touched = ({ columns }: TextTable): string =>
  columns
    .map(({ name, isPlain }) => {
      const column = quoted(name);
      return isPlain
        ? `${column} ~ $1`
        : `(${column}::text ~ $2 and erased(${column}, $1, $3) is distinct from ${column})`;
    })
    .join(' or ');

const parameters = ({ exact, loose }: Patterns, { email }: Subject) => [exact, loose, email ?? ''];

/**
 * Where a subject is mentioned in the app's schema.
 * @param owned columns of names that belong to one record each, as `PersonalRecords.names`
 */
export async function findTraces(tx: EntityManager, subject: Subject, owned?: readonly string[]): Promise<Found[]> {
  const found: Found[] = [];
  for (const part of partsOf(subject)) found.push(...(await findPart(tx, part, owned)));
  return found;
}

async function findPart(tx: EntityManager, subject: Subject, owned?: readonly string[]): Promise<Found[]> {
  const patterns = patternsOf(subject);
  if (!patterns) return [];
  const found: Found[] = [];
  for (const table of await textTables(tx, owned)) {
    const key = table.key.length > 0 ? `concat_ws('/', ${table.key.map(quoted).join(', ')})` : 'ctid::text';
    const rows = await tx.query<{ count: number; keys: string[] }[]>(
      `select count(*)::integer as count, (array_agg(${key}))[1:${KEYS_SHOWN}] as keys from ${quoted(table.name)}
        where $1::text is not null and $2::text is not null and $3::text is not null and (${touched(table)})`,
      parameters(patterns, subject),
    );
    const [{ count, keys } = { count: 0, keys: [] }] = rows;
    if (count > 0) found.push({ place: `${table.schema}.${table.name}`, count, keys });
  }
  const letters = await eachLetter(tx, patterns.script, () => Promise.resolve());
  return letters.length > 0 ? add(found, letters) : found;
}

const isDouble = (error: unknown): boolean => (error as { code?: string }).code === '23505';

/** 409: two keys of members' own making differ by the person alone. */
const collides = (place: string): Problem =>
  new Problem(
    'erasure.collides',
    409,
    `Nothing was erased in this app: without the person two rows of ${place} would have the same key. Rename one of them first.`,
  );

/** Takes a subject out of all texts of the app's schema. */
export async function eraseTraces(
  tx: EntityManager,
  subject: Subject,
  owned?: readonly string[],
): Promise<PlaceCount[]> {
  const erased: PlaceCount[] = [];
  for (const part of partsOf(subject)) erased.push(...(await erasePart(tx, part, owned)));
  return erased;
}

async function erasePart(tx: EntityManager, subject: Subject, owned?: readonly string[]): Promise<PlaceCount[]> {
  const patterns = patternsOf(subject);
  if (!patterns) return [];
  const erased: PlaceCount[] = [];
  for (const table of await textTables(tx, owned)) {
    const changes = table.columns.map(({ name }) => `${quoted(name)} = erased(${quoted(name)}, $1, $3)`);
    const place = `${table.schema}.${table.name}`;
    const [, count] = await tx
      .query<[unknown, number]>(
        `update ${quoted(table.name)} set ${changes.join(', ')} where $2::text is not null and (${touched(table)})`,
        parameters(patterns, subject),
      )
      .catch((error: unknown) => {
        throw isDouble(error) ? collides(place) : error;
      });
    if (count > 0) erased.push({ place, count });
  }
  const letters = await eachLetter(tx, patterns.script, async (id, value) => {
    await tx.query('update waiting_event set value = $2 where id = $1', [id, value]);
  });
  return letters.length > 0 ? add(erased, letters).map(({ place, count }) => ({ place, count })) : erased;
}

/** Goes through the bodies of waiting events and dead letters, which are bytes. Returns the keys of those with the subject in them. */
async function eachLetter(
  tx: EntityManager,
  pattern: RegExp,
  replace: (id: string, value: Buffer) => Promise<void>,
): Promise<string[]> {
  const found: string[] = [];
  for (let after: string | null = null; ;) {
    const rows: { id: string; value: Buffer }[] = await tx.query(
      `select id, value from waiting_event where $1::uuid is null or id > $1 order by id limit ${LETTERS}`,
      [after],
    );
    for (const { id, value } of rows) {
      const without = withoutIn(value, pattern);
      if (!without) continue;
      await replace(id, without);
      found.push(id);
    }
    const last = rows.at(-1);
    if (!last || rows.length < LETTERS) return found;
    after = last.id;
  }
}

/** The bytes without the subject; undefined when it is not in them. What is no JSON goes as a whole. */
export function withoutIn(value: Buffer, pattern: RegExp): Buffer | undefined {
  const text = value.toString('utf8');
  try {
    const parsed: unknown = JSON.parse(text);
    const without = JSON.stringify(withoutInJson(parsed, pattern));
    return without === JSON.stringify(parsed) ? undefined : Buffer.from(without);
  } catch {
    return text.search(pattern) >= 0 ? Buffer.from(ERASED) : undefined;
  }
}

function withoutInJson(value: unknown, pattern: RegExp): unknown {
  if (typeof value === 'string') return value.replaceAll(pattern, ERASED);
  if (Array.isArray(value)) return value.map((item) => withoutInJson(item, pattern));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.replaceAll(pattern, ERASED), withoutInJson(item, pattern)]),
  );
}

const add = (places: readonly (PlaceCount | Found)[], letters: readonly string[]): Found[] => {
  const before = places.map((one) => ({ keys: [], ...one }));
  const place = 'dead letters and waiting events';
  return [...before, { place, count: letters.length, keys: letters.slice(0, KEYS_SHOWN) }];
};

/** Something before and something after an `@`, however it is set off. */
const ADDRESS = String.raw`[^\s"<>@,;:()\[\]\\/=]+@[^\s"<>@,;:()\[\]\\/=?&]+`;

/** All e-mail addresses that stand anywhere in the app's schema, as they are compared. */
export async function addressesIn(tx: EntityManager): Promise<Set<string>> {
  const addresses = new Set<string>();
  for (const { name, columns } of await textTables(tx)) {
    for (const column of columns) {
      const text = `${quoted(column.name)}::text`;
      const rows = await tx.query<{ address: string }[]>(
        `select distinct lower(m[1]) as address from ${quoted(name)}, regexp_matches(replace(${text}, '%40', '@'), $1, 'g') as m
          where ${text} ~ '@|%40'`,
        [`(${ADDRESS})`],
      );
      for (const { address } of rows) addresses.add(address.replace(/[.'!?]+$/, '').replace(/^'/, ''));
    }
  }
  return addresses;
}
