import { it } from '@jest/globals';
import { newId, UnitOfWork } from '#database';
import { anonymous } from '#identity';
import { testApp } from '#testing';
import { practicesContent, PracticesModule } from '../app.module.js';
import { completeSheet } from './practice.example.js';
import { Practice } from './practice.js';
import { PracticeList } from './practice.list.js';
import { PracticeRepository } from './practice.repository.js';
it('x', async () => {
  const app = await testApp('practices', practicesContent, (r) => PracticesModule.forRoot(r));
  const practices = app.app.get(PracticeRepository), work = app.app.get(UnitOfWork), list = app.app.get(PracticeList);
  const words = Array.from({length: 3000}, (_, n) => 'w' + (n * 7919 % 100003).toString(36));
  const prose = (n: number, k: number) => Array.from({length: k}, (_, i) => words[(n * 31 + i * 17) % 3000]).join(' ') + ' rare' + (n % 200);
  const cc = ['IT','FI','SE','DE','FR','ES','PT','NL','BE','AT'] as const;
  const t0 = Date.now();
  for (let b = 0; b < 10; b++) await work.run((tx) => practices.save(tx, Array.from({ length: 500 }, (_, i) => { const n = b*500+i; return Practice.takenOver(
    { id: newId(), ownerMemberId: null, provenance: { kind: 'import', source: 's', externalId: String(n) } },
    completeSheet({ title: { it: prose(n, 8) }, countries: [cc[n % 10]!], context: { en: prose(n, 300) }, objectives: { en: prose(n + 5, 200) }, contacts: undefined }), 'x', new Date(1.8e12 + b*1000 + (i%50))); })));
  console.log('5000 stored in', Date.now() - t0);
  const ds = app.dataSource as any; const orig = ds.query.bind(ds);
  const time = async (sql: string) => { const t = performance.now(); await orig(sql); console.log(sql, performance.now() - t); };
  await orig('analyze practice; analyze practice_version');
  await time('select count(search_vector(fact_sheet)) from practice_version where complete');
  await time("select count(folded(fact_sheet::text)) from practice_version where complete");
  await time("select count(normalize(lower(fact_sheet::text), nfkd)) from practice_version where complete");
  await time("select count(regexp_replace(fact_sheet::text, '[\\u0300-\\u036f]', '', 'g')) from practice_version where complete");
  await time("select count(to_tsvector('simple', fact_sheet::text)) from practice_version where complete");
  await time("select count(extensions.unaccent('extensions.unaccent'::regdictionary, fact_sheet::text)) from practice_version where complete");
  const sel = { filter: {}, states: ['published'], sort: 'published', by: anonymous } as any;
  const cases: [string, any][] = [['default', sel], ['title', {...sel, sort: 'title'}], ['q rare', {...sel, filter: {q: 'rare17'}, sort: 'relevance'}],['q', {...sel, filter: {q: words[17]}, sort: 'relevance'}]];
  for (const [name, s] of cases) {
    for (const cursor of [undefined, 'next'] as const) {
    let c: string | undefined;
    if (cursor) c = (await list.page(s, undefined, 20)).at(-2)!.cursor;
    ds.query = async (sql: string, p: unknown[]) => { if (sql.startsWith('select p.')) { const r = await orig('explain (analyze, timing off, summary on, buffers off) ' + sql, p); console.log(name, cursor ?? '', '\n' + r.map((x: any) => x['QUERY PLAN']).join('\n')); } return orig(sql, p); };
    await list.page(s, c, 20);
    ds.query = orig;
    const t1 = performance.now(); for (let i = 0; i < 20; i++) await list.page(s, c, 20); console.log(name, 'ms per page', (performance.now() - t1) / 20);
    }
  }
  await app.close();
}, 120000);
