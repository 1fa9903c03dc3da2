import type { EntityManager } from 'typeorm';
import { prepared } from './prepared.js';

/**
 * Common table expressions for one statement, with the values of their own placeholders $1, $2, …
 *
 * Rows are best given as one JSON value: PostgreSQL then keeps the plan, whereas it plans anew for arrays, whose lengths
 * it knows.
 */
export interface Part {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/**
 * Runs parts as one prepared statement, hence in one round trip. A part sees what other parts return, by the names of
 * their expressions, but not what they write; no two may write the same row.
 */
export async function together(tx: Pick<EntityManager, 'query'>, parts: readonly Part[]): Promise<void> {
  const values: unknown[] = [];
  const expressions = parts.map((part) => {
    const before = values.length;
    values.push(...part.values);
    return part.sql.replace(/\$(\d+)/g, (_, n: string) => `$${before + Number(n)}`);
  });
  if (expressions.length > 0) await tx.query(prepared(`with ${expressions.join(',\n')} select`), values);
}
