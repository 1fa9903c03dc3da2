import type { DataSource } from 'typeorm';
import type { Principal } from '#identity';
import { PublicPractices } from './public-practices.js';
import type { FactSheet } from '../fact-sheet/fact-sheet.js';

/** A complete fact sheet for tests. */
export const completeSheet = (overrides: Partial<FactSheet> = {}): FactSheet => ({
  originalLanguage: 'it',
  title: { it: 'Vivere in Italia', en: 'Live in Italy' },
  organiser: { name: 'Regione Lombardia', kind: 'region' },
  range: 'regional-municipal',
  countries: ['IT'],
  place: { name: 'Lombardia', nutsCode: 'ITC4', latitude: 45.47, longitude: 9.19 },
  period: { start: '2011', end: '2013', ongoing: false },
  dimensions: ['legal-political', 'cultural'],
  themes: ['language-training'],
  aims: ['education'],
  basicPrinciples: [4, 5],
  objectives: { it: 'La lingua per il lavoro', en: 'Language for work' },
  activities: { en: 'Courses in every province' },
  targetGroups: ['women', 'job-seekers'],
  funding: {
    amounts: [{ amount: '800000.00', currency: 'EUR', period: 'per-edition' }],
    sources: ['eu', 'national'],
    unknown: false,
  },
  contacts: [
    { name: 'Ada Public', email: 'ada@example.org', consentToPublish: true },
    { name: 'Bob Private', email: 'bob@example.org', consentToPublish: false },
  ],
  licence: 'CC-BY-4.0',
  ...overrides,
});

type By = Partial<Principal>;

interface Answered {
  readonly status: number;
  readonly body: { readonly id: string };
}

/** What these steps require of an app under test. */
interface AppUnderTest<R extends Answered = Answered> {
  readonly dataSource: { query(sql: string, parameters: unknown[]): Promise<unknown> };
  call(
    method: 'POST' | 'PUT',
    path: string,
    call: { by: By; body: object; headers?: Record<string, string> },
  ): Promise<R>;
}

export const steering: By = { id: 'secretariat', roles: ['steering'] };

/** An editor of a member that may write. */
export async function editorOf(app: AppUnderTest, memberId: string, status = 'approved'): Promise<By> {
  await app.dataSource.query(
    'insert into member (id, name, status) values ($1::uuid, $1::uuid::text, $2) on conflict (id) do update set status = excluded.status',
    [memberId, status],
  );
  return { id: `editor of ${memberId}`, roles: ['member-editor'], memberId };
}

/** Somebody whom the gateway has announced. */
export async function known(app: Pick<AppUnderTest, 'dataSource'>, by: By): Promise<By> {
  await app.dataSource.query(
    `insert into principal (id, roles, member_id) values ($1, $2, $3)
     on conflict (id) do update set roles = excluded.roles, member_id = excluded.member_id`,
    [by.id, by.roles, by.memberId ?? null],
  );
  return by;
}

/** Takes one step on a practice in its current state. */
export async function step<R extends Answered>(
  app: AppUnderTest<R>,
  id: string,
  name: string,
  by: By,
  body: object = {},
): Promise<R> {
  const [row] = (await app.dataSource.query('select revision from practice where id = $1', [id])) as {
    revision: number;
  }[];
  const headers = { 'if-match': `"${row?.revision ?? 0}"` };
  const isPut = name === 'PUT' || name.startsWith('translations/');
  return isPut
    ? app.call('PUT', `/v1/practices/${id}${name === 'PUT' ? '' : `/${name}`}`, { by, headers, body })
    : app.call('POST', `/v1/practices/${id}/${name}`, { by, headers, body });
}

export async function draft(app: AppUnderTest, by: By, sheet: object = completeSheet()): Promise<string> {
  const created = await app.call('POST', '/v1/practices', { by, body: sheet });
  if (created.status !== 201) throw new Error(`not created: ${JSON.stringify(created.body)}`);
  return created.body.id;
}

export async function publish(app: AppUnderTest, by: By, sheet: object = completeSheet()): Promise<string> {
  const id = await draft(app, by, sheet);
  await step(app, id, 'submission', by);
  const published = await step(app, id, 'publication', steering);
  if (published.status !== 200) throw new Error(`not published: ${JSON.stringify(published.body)}`);
  return id;
}

/** Publishes the next version of a practice. */
export async function republish(app: AppUnderTest, id: string, by: By, sheet: object): Promise<void> {
  await step(app, id, 'PUT', by, sheet);
  await step(app, id, 'submission', by);
  const published = await step(app, id, 'publication', steering);
  if (published.status !== 200) throw new Error(`not published: ${JSON.stringify(published.body)}`);
}

/** What a search answers, by everyone unless somebody is named; `more` are further parameters. */
export async function search<Body>(
  app: { call(method: 'GET', path: string, call: { by?: By }): Promise<{ status: number; body: Body }> },
  q: string,
  more = '',
  by?: By,
): Promise<Body> {
  const path = `/v1/practices?limit=100&q=${encodeURIComponent(q)}${more}`;
  const { status, body } = await app.call('GET', path, by ? { by } : {});
  if (status !== 200) throw new Error(`not searched: ${JSON.stringify(body)}`);
  return body;
}

/** Stores fact sheets directly as published practices: thousands, for tests of lists and searches only. */
export async function storePublished(
  app: { dataSource: DataSource; app: { get<T>(type: abstract new (...args: never[]) => T): T } },
  all: readonly { readonly sheet: Partial<FactSheet>; readonly externalId?: string }[],
): Promise<void> {
  await app.dataSource.query(
    `with sheet as (
       select md5(n::text)::uuid as id, sheet, external_id, date_trunc('milliseconds', now()) as at
         from unnest($1::jsonb[], $2::text[]) with ordinality as t(sheet, external_id, n)
     ), added as (
       insert into practice (id, status, revision, published_version, provenance, created_at, updated_at, published_at)
       select id, 'published', 1, 1,
              case when external_id is null then '{"kind": "direct"}'
                   else jsonb_build_object('kind', 'import', 'source', 'stored', 'externalId', external_id) end, at, at, at
         from sheet
     ), taken as (
       insert into practice_step (practice_id, revision, version, kind, pointers, by, at) select id, 1, 1, 'takeOver', '{}', 'test', at from sheet
     )
     insert into practice_version (practice_id, number, state, shown, fact_sheet, content_hash, complete, created_at, updated_at, published_at)
     select id, 1, 'published', true, sheet, 'x', true, at, at, at from sheet`,
    [all.map(({ sheet }) => JSON.stringify(sheet)), all.map(({ externalId }) => externalId ?? null)],
  );
  await app.app.get(PublicPractices).onModuleInit();
  await app.dataSource.query('analyze practice, practice_version, practice_search, practice_words');
}
