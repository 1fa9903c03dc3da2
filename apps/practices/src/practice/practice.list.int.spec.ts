import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '#database';
import { encodeCursor } from '#http';
import type { Principal } from '#identity';
import { testApp, type TestApp } from '#testing';
import { practicesApp } from '../practices.app.js';
import { searchQuery } from './practice-search.js';
import { completeSheet, draft, editorOf, known, publish, steering, step } from './practice.example.js';
import { practiceSorts } from './practice-filter.js';

describe('the list of practices', () => {
  let app: TestApp;
  let tampere: Partial<Principal>;
  let lombardia: Partial<Principal>;
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    app = await testApp(practicesApp);
    tampere = await editorOf(app, newId());
    lombardia = await editorOf(app, newId());
    ids['italian'] = await publish(app, lombardia);
    ids['finnish'] = await publish(
      app,
      tampere,
      completeSheet({
        originalLanguage: 'fi',
        title: { fi: 'Äidit mukaan', fr: 'Égalité des chances' },
        countries: ['FI', 'SE'],
        range: 'national',
        dimensions: ['socio-economic'],
        themes: ['employment'],
        aims: ['employment', 'health'],
        targetGroups: ['women'],
        funding: { unknown: true },
        period: { start: '2012-05', ongoing: true },
        organiser: { name: 'Tampereen kaupunki' },
        place: { name: 'Tampere' },
        objectives: { fi: 'Työ', el: 'Ένταξη των μεταναστών' },
        activities: { en: 'training/education, l’intégration' },
      }),
    );
    ids['draft'] = await draft(app, tampere);
    ids['submitted'] = await draft(app, lombardia);
    await step(app, ids['submitted'], 'submission', lombardia);
  });
  afterAll(() => app.close());

  const get = (query: string, by?: Partial<Principal>) => app.call('GET', `/v1/practices?${query}`, by ? { by } : {});
  const found = async (query: string, by?: Partial<Principal>) => {
    const { status, body } = await get(query, by);
    expect({ query, status }).toEqual({ query, status: 200 });
    return (body.items as { id: string }[]).map(({ id }) => Object.keys(ids).find((name) => ids[name] === id) ?? id);
  };

  it('shows what is published, the newest first, with its fact sheet', async () => {
    expect(await found('')).toEqual(['finnish', 'italian']);
    const { body, headers } = await get('limit=1&total=true');
    expect(body).toMatchObject({
      total: 2,
      next: expect.any(String),
      items: [{ id: ids['finnish'], status: 'published', completeness: { percent: 100 } }],
    });
    expect(headers['link']).toMatch(/^<\/v1\/practices\?limit=1&total=true&cursor=[\w-]+>; rel="next"$/);
  });

  it.each([
    ['country=SE', ['finnish']],
    ['country=SE,IT', ['finnish', 'italian']],
    ['country=SE&country=IT', ['finnish', 'italian']],
    ['country=SE&range=regional-municipal', []],
    ['dimension=cultural', ['italian']],
    ['theme=employment', ['finnish']],
    ['aim=health', ['finnish']],
    ['targetGroup=job-seekers', ['italian']],
    ['fundingSource=eu', ['italian']],
    ['range=national', ['finnish']],
    ['ongoing=true', ['finnish']],
    ['ongoing=false', ['italian']],
    ['lang=fr', ['finnish']],
    ['complete=false', []],
    ['startedFrom=2012', ['finnish']],
    ['startedFrom=2011-06', ['finnish', 'italian']],
    ['startedFrom=2012-05-10', ['finnish']],
    ['startedTo=2011', ['italian']],
    ['startedFrom=2010&startedTo=2011-12-31', ['italian']],
  ])('is narrowed by %s', async (query, expected) => {
    expect(await found(query)).toEqual(expected);
  });

  it('is narrowed by the member that owns a practice', async () => {
    expect(await found(`member=${lombardia.memberId}`)).toEqual(['italian']);
  });

  it.each([
    ['lingua', ['italian']],
    ['LOMBARDIA', ['italian']],
    ['aidit', ['finnish', 'italian']], // women and parents by their codes
    ['a\u0308idit', ['finnish', 'italian']],
    ['ÉGALITÉ', ['finnish']],
    ['ενταξη', ['finnish']],
    ['ΜΕΤΑΝΑΣΤΩΝ', ['finnish']],
    ['education', ['finnish', 'italian']],
    ['"training education"', ['finnish']],
    ['integration', ['finnish']],
    ['"language work"', []],
    ['tampereen or lombardia', ['finnish', 'italian']],
    ['courses -tampereen', ['italian']],
    ['regional-municipal', ['italian']],
    ['ada', []],
    [`'); drop table practice; --`, ['finnish']],
    ['& | ! ( :*', []],
  ])('finds %s, whatever case and accents', async (q, expected) => {
    expect((await found(`q=${encodeURIComponent(q)}`)).sort()).toEqual(expected);
  });

  it.each([
    ['---------------------------------', []],
    ['- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - -', []],
    ['|-----------------|------------|----------|', []],
    ['— — — — — — — — — — — — — — — — — — — — — — — — — — — — — — — — —', []],
    ['---------------------------------lingua', ['italian']],
    ['lingua - Lombardia', ['italian']],
    ['lingua – Lombardia', ['italian']],
    ['lingua--Lombardia', ['italian']],
    [`${'-('.repeat(40)}lingua${')-'.repeat(40)}`, ['italian']],
    ['lombardia -lingua', []],
    ['-"language work" lingua', ['italian']],
    ['-lingua', ['finnish']],
    [' -LINGUA -tampereen ', []],
    ['-"training education" -or', ['italian']],
  ])('takes hyphens for dashes unless one stands right before a word: %s', async (q, expected) => {
    expect(await found(`q=${encodeURIComponent(q)}`)).toEqual(expected);
    const counted = await app.call('GET', `/v1/statistics/practices?by=country&q=${encodeURIComponent(q)}`);
    expect(counted).toMatchObject({ status: 200, body: { base: expected.length } });
  });

  it('takes any text for words', async () => {
    const signs = [...Array.from(`-‐‑–—−﹘－!&|():*<>"'\\.,;/ \u00a0\u2028\u3000ao`), ' or ', 'ﷺ', 'é'];
    const texts = fc.array(fc.constantFrom(...signs), { minLength: 33, maxLength: 120 }).map((all) => all.join(''));
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        await app.dataSource.query(`select ${searchQuery('$1')}`, [text]);
      }),
      { numRuns: 500 },
    );
  });

  it('ranks titles above prose when words are searched', async () => {
    const inTitle = await publish(app, lombardia, completeSheet({ title: { it: 'Zebra' } }));
    const inProse = await publish(app, lombardia, completeSheet({ notes: { en: 'A zebra, and another zebra' } }));
    expect(await found('q=zebra')).toEqual([inTitle, inProse]);
    expect(await found('q=zebra&sort=published')).toEqual([inProse, inTitle]);
    const first = await get('q=zebra&limit=1');
    expect(await found(`q=zebra&limit=1&cursor=${first.body.next}`)).toEqual([inProse]);
    for (const id of [inTitle, inProse]) await step(app, id, 'withdrawal', lombardia, { reason: 'test' });
  });

  it('can be sorted by title and by last change', async () => {
    expect(await found('sort=title')).toEqual(['finnish', 'italian']);
    await step(app, ids['italian']!, 'PUT', lombardia, completeSheet());
    expect(await found('sort=updated')).toEqual(['finnish', 'italian']);
    await step(app, ids['italian']!, 'submission', lombardia);
    await step(app, ids['italian']!, 'publication', steering);
    expect(await found('sort=updated')).toEqual(['italian', 'finnish']);
    expect(await found('sort=published')).toEqual(['finnish', 'italian']);
  });

  it('shows versions in work to their member, all of them to the steering committee, and to nobody else', async () => {
    expect(await found('status=draft', tampere)).toEqual(['draft']);
    expect(await found('status=draft', lombardia)).toEqual([]);
    expect(await found('status=submitted', lombardia)).toEqual(['submitted']);
    expect((await found('status=draft,submitted', steering)).sort()).toEqual(['draft', 'submitted']);
    expect(await found('status=published,draft', tampere)).toEqual(
      expect.arrayContaining(['draft', 'finnish', 'italian']),
    );
    expect((await get('status=draft')).status).toBe(401);
    expect((await get('status=draft', { roles: ['official'] })).status).toBe(403);
    expect((await get('status=draft', { roles: ['member-editor'] })).status).toBe(403);
    expect((await get('status=withdrawn', steering)).body.items).toHaveLength(2);
    expect(await found('status=withdrawn', tampere)).toEqual([]);
  });

  it('shows the steering committee what was handed in beside a published version, as it would be published', async () => {
    await step(app, ids['finnish']!, 'PUT', tampere, completeSheet({ title: { it: 'Next' } }));
    await step(app, ids['finnish']!, 'submission', tampere);
    const { body } = await get('status=submitted&q=next', steering);
    expect(body.items).toMatchObject([
      { id: ids['finnish'], status: 'submitted', version: 2, factSheet: { title: { it: 'Next' } } },
    ]);
    expect(await found('q=next')).toEqual([]);
    await step(app, ids['finnish']!, 'change-request', steering, { items: [{ pointer: '/title', comment: 'No.' }] });
  });

  it.each(practiceSorts)(
    'shows what stays once there and once back, while others come, change and go between its pages (by %s)',
    async (sort) => {
      const member = await editorOf(app, newId());
      const judge = await known(app, { id: newId(), roles: ['reviewer'] });
      const sheet = (n: number, title = `Titolo ${n % 3}`) =>
        completeSheet({
          title: { it: title },
          period: { start: `201${n % 3}` },
          notes: { it: 'titolo '.repeat(n % 4) },
        });
      const make = async (n: number, title?: string) => {
        const id = await publish(app, member, sheet(n, title));
        const task = { task: 'assess', assigneeId: judge.id, dueOn: n % 4 === 0 ? null : `2127-01-0${n % 4}` };
        if (sort === 'due') await app.call('POST', `/v1/practices/${id}/assignment`, { by: steering, body: task });
        return id;
      };
      const made: string[] = [];
      for (let n = 0; n < 10; n += 1) made.push(await make(n));

      const touched = new Set<string>();
      const touch = async (id: string, ...steps: [name: string, by: Partial<Principal>, body?: object][]) => {
        touched.add(id);
        for (const [name, by, body] of steps)
          expect([name, Math.floor((await step(app, id, name, by, body)).status / 100)]).toEqual([name, 2]);
      };
      const republish = (id: string, title: string) =>
        touch(id, ['PUT', member, sheet(5, title)], ['submission', member], ['publication', steering]);
      const withdraw = (id: string) => touch(id, ['withdrawal', member, { reason: 'The cursor stands on it.' }]);
      const query = new URLSearchParams({ member: member.memberId!, sort });
      if (sort === 'relevance') query.set('q', 'titolo');
      if (sort === 'due') query.set('assignedTo', judge.id!);
      const read = async (limit: number, cursor?: string | null) => {
        const at = `${query.toString()}&limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`;
        const { status, body } = await get(at, ...(sort === 'due' ? [steering] : []));
        expect([status, body.detail]).toEqual([200, undefined]);
        const { items, next, previous } = body as { items: { id: string }[]; next: string | null; previous: string | null }; // prettier-ignore
        return { ids: items.map(({ id }) => id), next, previous };
      };

      const there: string[] = [];
      const unseen = () => made.find((id) => !there.includes(id) && !touched.has(id))!;
      const onTheWay = [
        async () => {
          await withdraw(there.at(-1)!);
          await republish(unseen(), 'Aaa titolo');
        },
        async () => {
          await make(11, 'Abc titolo');
          await republish(unseen(), 'Zzz titolo');
          // A draft beside it changes nothing of what is shown, except in a queue, which shows drafts too.
          const next = made.findLast((id) => !there.includes(id) && !touched.has(id))!;
          if (sort !== 'due') await step(app, next, 'PUT', member, sheet(5));
        },
        () => touch(unseen(), ['adoptions', lombardia, { status: 'planned' }]),
      ];
      let page = await read(2);
      for (there.push(...page.ids); page.next !== null; there.push(...page.ids)) {
        await onTheWay.shift()?.();
        page = await read(2, page.next);
      }
      const back = [...page.ids];
      const onTheWayBack = [
        () => withdraw(page.ids[0]!),
        async () => {
          await make(12);
          await republish(
            made.find((id) => !touched.has(id))!,
            'Mmm titolo',
          );
        },
      ];
      for (; page.previous !== null; back.unshift(...page.ids)) {
        await onTheWayBack.shift()?.();
        page = await read(2, page.previous);
      }
      expect([onTheWay, onTheWayBack]).toEqual([[], []]);

      const stayed = (await read(100)).ids.filter((id) => made.includes(id) && !touched.has(id));
      expect(stayed.length).toBeGreaterThan(2);
      for (const seen of [there, back]) expect(seen.filter((id) => stayed.includes(id))).toEqual(stayed);
    },
  );

  it.each([
    ['limit=0', '/limit'],
    ['limit=101', '/limit'],
    ['limit=ten', '/limit'],
    ['sort=best', '/sort'],
    ['sort=relevance', '/sort'],
    ['country=XX', '/country'],
    ['theme=employment,none', '/theme'],
    ['ongoing=maybe', '/ongoing'],
    ['member=me', '/member'],
    ['startedFrom=2011-13', '/startedFrom'],
    ['startedTo=soon', '/startedTo'],
    ['label=true', '/label'],
    ['unknown=1', '/unknown'],
    ['q=a&q=b', '/q'],
    ['q=%00', '/q'],
    ['status=gone', '/status'],
    ['total=1', '/total'],
    ['cursor=abc', '/cursor'],
    [`cursor=${encodeCursor('members', 'x')}`, '/cursor'],
    [`cursor=${encodeCursor('practices:title', 'a', newId(), 1)}`, '/cursor'],
    [`cursor=${encodeCursor('practices:published', 'a', newId(), 1)}`, '/cursor'],
    [`cursor=${encodeCursor('practices:published', '2027-01-01T00:00:00.000Z', 'x', 1)}`, '/cursor'],
    [`cursor=${encodeCursor('practices:published', '2027-01-01T00:00:00.000Z', newId(), '1;')}`, '/cursor'],
    [`sort=title&cursor=${encodeCursor('practices:title', '\0', newId(), 1)}`, '/cursor'],
    [`q=a&cursor=${encodeCursor('practices:relevance', 'NaN', newId(), 1)}`, '/cursor'],
    [`q=a&cursor=${encodeCursor('practices:relevance', '9e-400', newId(), 1)}`, '/cursor'],
    [`cursor=${encodeCursor('practices:published', '2027-02-30T00:00:00.000Z', newId(), 1)}`, '/cursor'],
    [`cursor=${encodeCursor('practices:published', '2027-01-01T00:00:00.000Z', newId(), 2 ** 31)}`, '/cursor'],
  ])('refuses %s and names the parameter', async (query, pointer) => {
    const { status, body } = await get(query);
    expect({ status, place: body.errors?.[0]?.pointer }).toEqual({ status: 422, place: pointer });
  });
});
