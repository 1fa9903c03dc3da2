import fastify from 'fastify';
import pg from 'pg';
import type { FactSheet } from '../../apps/practices/src/fact-sheet/fact-sheet.js';
import type { Order } from '../http/side.js';
import { idOf } from './corpus-load.js';

const POOL = 12;
const BATCH = 1_000;

/** PostgreSQL's configuration for the texts of a language. */
const configurations: Readonly<Record<string, string>> = {
  en: 'english', de: 'german', fr: 'french', es: 'spanish', it: 'italian', el: 'greek', nl: 'dutch', pt: 'portuguese', sv: 'swedish',
  fi: 'finnish', hu: 'hungarian', ro: 'romanian',
}; // prettier-ignore
const configurationOf = (language: string): string => configurations[language] ?? 'simple';

const columns = {
  country: 'countries', dimension: 'dimensions', theme: 'themes', aim: 'aims', targetGroup: 'target_groups', fundingSource: 'funding_sources',
} as const; // prettier-ignore
const facets = Object.keys(columns) as (keyof typeof columns)[];

export const straightforwardTables = `
  create table practice (
    id uuid primary key, body text not null, words tsvector not null, countries text[], dimensions text[], themes text[], aims text[],
    target_groups text[], funding_sources text[]
  )`;

/** Stores the same fact sheets, each with a vector of its words in its language. */
export async function storeStraightforward(
  client: pg.Client,
  from: number,
  to: number,
  sheet: (n: number) => Partial<FactSheet>,
): Promise<void> {
  await client.query('drop index if exists practice_words');
  for (let next = from; next < to; next += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, to - next) }, (_, index) => next + index);
    const sheets = numbers.map(sheet);
    const texts = sheets.map(({ organiser, place, ...one }) => {
      const prose = [one.context, one.objectives, one.activities, one.outcomes, one.projectType].flatMap((text) => Object.values(text ?? {})); // prettier-ignore
      return {
        title: Object.values(one.title ?? {}).join(' '),
        prose: [organiser?.name, place?.name, ...prose].join(' '),
      };
    });
    await client.query(
      `insert into practice
       select id, body, setweight(to_tsvector(language::regconfig, title), 'A') || to_tsvector(language::regconfig, prose),
              ${Object.keys(columns).map((facet) => `array(select jsonb_array_elements_text(codes -> '${facet}'))`).join(', ')}
         from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::jsonb[]) as t(id, body, language, title, prose, codes)`,
      [
        numbers.map(idOf), sheets.map((one, index) => JSON.stringify({ id: idOf(numbers[index]!), factSheet: one })),
        sheets.map(({ originalLanguage = '' }) => configurationOf(originalLanguage)), texts.map(({ title }) => title),
        texts.map(({ prose }) => prose),
        sheets.map(({ countries, dimensions, themes, aims, targetGroups, funding }) => JSON.stringify({
          country: countries ?? [], dimension: dimensions ?? [], theme: themes ?? [], aim: aims ?? [], targetGroup: targetGroups ?? [],
          fundingSource: funding?.sources ?? [],
        })),
      ],
    ); // prettier-ignore
  }
  await client.query(`set maintenance_work_mem = '512MB'`);
  await client.query('create index practice_words on practice using gin (words) with (fastupdate = off)');
  await client.query('create index if not exists practice_countries on practice using gin (countries)');
  await client.query('vacuum analyze practice');
}

/**
 * What one would write with PostgreSQL's text search: any of the words, ranked by `ts_rank` over all that is found, the
 * total, and one statement for each facet.
 */
export async function startStraightforward({ databaseUrl }: Order): Promise<string> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: POOL });
  const app = fastify();
  app.get<{ Querystring: { q: string; lang: string; country?: string } }>('/v1/practices', async ({ query }) => {
    const { q, lang, country } = query;
    const any = q.split(' ').join(' or ');
    const found = (narrowed: boolean) =>
      `from practice, websearch_to_tsquery('${configurationOf(lang)}', $1) as asked
        where words @@ asked ${narrowed && country ? 'and countries @> array[$2]' : ''}`;
    const ask = async (what: string, order: string, narrowed = true) =>
      (await pool.query<Record<string, unknown>>(`select ${what} ${found(narrowed)} ${order}`, narrowed && country ? [any, country] : [any])).rows; // prettier-ignore
    const [items, [total], ...counted] = await Promise.all([
      ask('body', 'order by ts_rank(words, asked) desc, id limit 21'),
      ask('count(*)', ''),
      ...facets.map((facet) =>
        ask(`unnest(${columns[facet]}) as code, count(*)`, 'group by code order by 2 desc', facet !== 'country'),
      ),
    ]);
    return { items: items.slice(0, 20).map(({ body }) => JSON.parse(body as string) as unknown), total, counted };
  });
  app.get<{ Querystring: { by: string } }>('/v1/statistics/practices', async ({ query }) => {
    const lists = query.by.split(',').map((name) => columns[name as keyof typeof columns]);
    const keys = lists.map((_, index) => `k${index}`).join();
    const { rows } = await pool.query<object>(
      `select ${keys}, count(*) from practice, ${lists.map((list, index) => `unnest(${list}) as k${index}`).join()} group by ${keys}`,
    );
    return rows;
  });
  return app.listen({ port: 0, host: '127.0.0.1' });
}
