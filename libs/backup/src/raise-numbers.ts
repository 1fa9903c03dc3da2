import pg from 'pg';
import type { App } from '#config';
import { searchPath } from '#database';

interface Column {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

/**
 * Continues identity columns from `origin`: a number that was assigned after the backup, such as a position of the
 * change feed, is never assigned again and stays recognisable. Narrow columns continue after their highest number.
 */
export async function raiseIdentities(client: pg.Client, apps: readonly App[], origin: bigint): Promise<void> {
  for (const found of await columns(client, apps, `a.attidentity <> ''`)) {
    const { schema, table, column, type } = found;
    const name = pg.escapeIdentifier(column);
    const next =
      type === 'bigint'
        ? origin.toString()
        : ((await client.query<{ next: string }>(`select coalesce(max(${name}), 0) + 1 as next from ${of(found)}`)).rows[0]?.next ?? '1'); // prettier-ignore
    await client.query(
      `alter table ${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(table)} alter column ${name} restart with ${next}`,
    );
  }
}

const MICROSECONDS_A_MINUTE = 60_000_000n;

/**
 * Raises the revisions that ETags show by the minutes since the last origin. An ETag from after the backup must not
 * match another state of the thing later: a write with it would undo a change that its sender never saw.
 */
export async function raiseRevisions(client: pg.Client, apps: readonly App[], by: bigint): Promise<void> {
  for (const found of await columns(client, apps, `a.attname = 'revision' and a.atttypid = 'integer'::regtype`)) {
    await client.query(`set local search_path = ${searchPath(found.schema)}`);
    await client.query(`update ${of(found)} set revision = revision + $1`, [(by / MICROSECONDS_A_MINUTE).toString()]);
  }
}

const of = ({ schema, table }: Column) => `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(table)}`;

async function columns(client: pg.Client, apps: readonly App[], condition: string): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `select n.nspname as schema, c.relname as table, a.attname as column, format_type(a.atttypid, null) as type
       from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = any($1) and c.relkind = 'r' and c.relname <> 'migration'
        and a.attnum > 0 and not a.attisdropped and ${condition}
      order by 1, 2, 3`,
    [apps],
  );
  return rows;
}
