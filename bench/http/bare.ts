import { randomUUID } from 'node:crypto';
import fastify from 'fastify';
import pg from 'pg';
import type { Order } from './side.js';

/** Connections to the database, the same number as in our apps. */
const POOL = 12;

/**
 * What a developer would write with only Fastify and pg: a document by its id with an ETag, a page of documents, and a document
 * stored together with an outbox row. No credentials, rules or log.
 */
export async function startBare({ databaseUrl }: Order): Promise<string> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: POOL });
  const app = fastify();
  app.get<{ Params: { id: string } }>('/v1/practices/:id', async ({ params, headers }, reply) => {
    const { rows } = await pool.query<{ etag: string; body: object | null }>(
      'select etag, case when etag is distinct from $2 then body end as body from practice where id = $1',
      [params.id, headers['if-none-match'] ?? null],
    );
    const [found] = rows;
    if (!found) return reply.status(404).send();
    return reply
      .header('etag', found.etag)
      .status(found.body ? 200 : 304)
      .send(found.body ?? undefined);
  });
  app.get('/v1/practices', async () => {
    const { rows } = await pool.query<{ body: object }>(
      'select body from practice order by published_at desc, id desc limit 21',
    );
    return { items: rows.slice(0, 20).map(({ body }) => body), next: rows.length > 20 ? 'more' : null };
  });
  app.post('/v1/practices', async ({ body }, reply) => {
    const practice = { id: randomUUID(), status: 'draft', version: 1, factSheet: body };
    const client = await pool.connect();
    try {
      await client.query('begin');
      await client.query('insert into practice (id, body) values ($1, $2)', [practice.id, JSON.stringify(practice)]);
      await client.query('insert into outbox (id, stream_id, type, data) values ($1, $2, $3, $4)', [
        randomUUID(), practice.id, 'drafted', JSON.stringify({ id: practice.id }),
      ]); // prettier-ignore
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
    return reply.status(201).send(practice);
  });
  return app.listen({ port: 0, host: '127.0.0.1' });
}

/** Tables of the bare program, filled with the app's responses so that both answer the same. */
export const bareTables = `
  create table practice (id uuid primary key, published_at timestamptz, etag text, body jsonb not null);
  create index practice_published on practice (published_at desc, id desc);
  create table outbox (id uuid primary key, stream_id uuid not null, type text not null, data jsonb not null);`;
