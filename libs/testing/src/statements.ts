import { currentTraceId, newTraceparent, readTraceparent } from '#observability';
import pg from 'pg';

export interface Statement {
  readonly text: string;
  readonly parameters: readonly unknown[];
}

type Query = (
  this: pg.Client,
  statement: string | { text: string; values?: unknown[] },
  parameters?: unknown,
  done?: unknown,
) => unknown;

/**
 * What a request asks of the database, in order. `call` sends it with these headers: by their trace it is told from the relay of
 * the outbox and other work of the app, which may use the same connection meanwhile.
 */
export async function statementsOf(call: (headers: { traceparent: string }) => Promise<unknown>): Promise<Statement[]> {
  const traceparent = newTraceparent();
  const trace = readTraceparent(traceparent)?.traceId;
  const statements: Statement[] = [];
  const client = pg.Client.prototype as { query: Query };
  const { query } = client;
  client.query = function (statement, parameters, ...more) {
    const { text, values = parameters } = typeof statement === 'string' ? { text: statement } : statement;
    if (currentTraceId() === trace) statements.push({ text, parameters: Array.isArray(values) ? (values as unknown[]) : [] }); // prettier-ignore
    return query.call(this, statement, parameters, ...more);
  };
  try {
    await call({ traceparent });
  } finally {
    client.query = query;
  }
  return statements;
}
