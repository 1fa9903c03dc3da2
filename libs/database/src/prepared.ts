import pg from 'pg';

const MARK = '/* prepared */ ';

/** How many statements one connection keeps prepared; beyond that the mark has no effect. */
const KEPT = 100;

/**
 * Marks a statement to be parsed once per connection and, after its first runs, planned once for all values. For texts
 * that run often, never change, and whose best plan does not depend on the values: `id = $1`, not `id = any($1)`, which
 * PostgreSQL considers worth a new plan each time. The text must name its columns: `select *` fails on a connection
 * that prepared it before a migration added a column.
 */
export const prepared = (sql: string): string => MARK + sql;

/** A connection that knows the mark. */
export class PreparingClient extends pg.Client {
  private readonly names = new Map<string, string>();

  override query(...given: unknown[]): never {
    const [text, values, ...more] = given;
    const name = typeof text === 'string' && text.startsWith(MARK) ? this.nameOf(text) : undefined;
    const passed = name === undefined ? given : [{ name, text, values }, ...more];
    return (super.query as (...args: unknown[]) => never)(...passed);
  }

  private nameOf(text: string): string | undefined {
    const known = this.names.get(text);
    if (known !== undefined || this.names.size >= KEPT) return known;
    const name = `s${this.names.size}`;
    this.names.set(text, name);
    return name;
  }
}
