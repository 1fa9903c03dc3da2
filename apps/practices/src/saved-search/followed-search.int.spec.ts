import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { practiceFound, practicePublications, savedSearchDeleted, SEARCHES_PER_EVENT } from '#contracts';
import { newId } from '#database';
import type { Principal } from '#identity';
import { testApp, type TestApp } from '#testing';
import { completeSheet, editorOf, publish, republish } from '../practice/practice.example.js';
import { practicesApp } from '../practices.app.js';
import { FollowedSearchRepository } from './followed-search.repository.js';

const publications: readonly string[] = practicePublications.map(({ type }) => type);

type By = Partial<Principal> & { readonly id: string };

describe('saved searches that somebody follows', () => {
  let app: TestApp;
  let editor: Partial<Principal>;
  beforeAll(async () => {
    app = await testApp(practicesApp);
    editor = await editorOf(app, newId());
  });
  beforeEach(() => app.dataSource.query('delete from saved_search'));
  afterAll(() => app.close());

  const somebody = (): By => ({ id: newId(), roles: ['official'] });
  const save = async (by: By, query: object): Promise<string> => {
    const made = await app.call('POST', '/v1/saved-searches', { by, body: { name: 'Mine', query } });
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    return made.body.id as string;
  };
  const follow = (by: By, id: string) => app.call('PUT', `/v1/saved-searches/${id}/following`, { by });
  const followed = async (by: By, query: object): Promise<string> => {
    const id = await save(by, query);
    expect((await follow(by, id)).status).toBe(204);
    return id;
  };
  const eventsOf = (subject: string) =>
    app.dataSource.query<{ type: string; event_id: string; data: { eventId: string; searches: { id: string }[] } }[]>(
      'select type, event_id, data from outbox where stream_id = $1 order by sequence',
      [subject],
    );
  const told = async (practice: string) =>
    (await eventsOf(practice)).flatMap(({ type, data }) => type === practiceFound.type ? [data.searches.map(({ id }) => id)] : []); // prettier-ignore

  const words = ['Wohnung', 'housing', 'oyster', 'oysters', 'Sprachkurs', 'courses', 'garden', 'gardne', 'Schule', 'work', 'Łódź', 'κήπος', 'if', 'Neuzuwanderer', 'employment', 'language learning', '2014']; // prettier-ignore
  const countries = ['IT', 'SE', 'PL'];
  const themes = ['language-training', 'housing-and-health', 'employment'];
  const some = (codes: readonly string[], least = 0) =>
    fc.uniqueArray(fc.constantFrom(...codes), { minLength: least, maxLength: 2 });
  const text = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 }).map((all) => all.join(' '));
  const sheets = fc.record({
    title: text,
    activities: text,
    countries: some(countries, 1),
    themes: some(themes, 1),
    targetGroups: some(['women', 'job-seekers'], 1),
    end: fc.constantFrom('2013', '2021', null),
  });
  const aWord = fc.constantFrom(...words);
  const searched = fc.oneof(
    aWord, text, aWord.map((one) => one.slice(1)), aWord.map((one) => one.slice(0, -1)), aWord.map((one) => `${one}s`),
    aWord.map((one) => `"${one}"`), aWord.map((one) => `-${one}`),
    fc.tuple(aWord, aWord).map(([one, other]) => `${one} OR -${other}`), fc.tuple(aWord, aWord).map(([one, other]) => `${one} -${other}`),
  ); // prettier-ignore
  const parameters = {
    q: searched,
    country: some([...countries, 'not-stated'], 1),
    theme: some(themes, 1),
    targetGroup: some(['women', 'job-seekers'], 1),
    evaluation: some(['yes', 'not-stated'], 1),
    also: fc.constantFrom(['theme:housing-and-health'], ['country:IT', 'country:SE']),
    nuts: fc.constantFrom(['IT'], ['ITC4', 'SE'], ['SE11']),
    endDate: fc.constantFrom(['before-2020'], ['continuing', '2013']),
    ongoing: fc.boolean(),
    lang: fc.constantFrom(['en'], ['it'], ['fi']),
    unanswered: fc.constant(['evaluation']),
    startedFrom: fc.constant('2011'),
    status: fc.constantFrom(['published'], ['published', 'withdrawn']),
  };
  const one = fc.oneof(
    { weight: 8, arbitrary: fc.record({ q: parameters.q }) },
    ...Object.entries(parameters).map(([name, values]) => ({ weight: 1, arbitrary: fc.record({ [name]: values as fc.Arbitrary<unknown> }) })),
  ); // prettier-ignore
  const queries = fc.array(one, { maxLength: 3 }).map((all): object => Object.assign({}, ...all) as object);

  it('are told of a version exactly when the list finds it', async () => {
    const by = { ...somebody(), roles: ['steering' as const] };
    let found = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(queries, { minLength: 15, maxLength: 15 }),
        fc.array(sheets, { minLength: 3, maxLength: 3 }),
        async (asked, versions) => {
          await app.dataSource.query('delete from saved_search');
          const searches: { id: string; href: string }[] = [];
          for (const query of asked) {
            const { status, body } = await app.call('POST', '/v1/saved-searches', { by, body: { name: 'x', query } });
            expect([status, query, body.errors]).toEqual([201, query, undefined]);
            expect((await follow(by, body.id as string)).status).toBe(204);
            searches.push(body as { id: string; href: string });
          }
          let practice: string | undefined;
          for (const version of versions) {
            const { title, activities, end, ...sheet } = version;
            const whole = completeSheet({
              ...sheet,
              title: { en: title, it: 'Vivere' },
              activities: { en: activities },
              place: { name: 'Here', nutsCode: { IT: 'ITC4', SE: 'SE11', PL: 'PL71' }[sheet.countries[0]!]! },
              period: end === null ? { start: '2011', ongoing: true } : { start: '2011', end, ongoing: false },
            } as never);
            if (practice === undefined) practice = await publish(app, editor, whole);
            else await republish(app, practice, editor, whole);
            const finding: string[] = [];
            for (const { id, href } of searches) {
              const { body } = await app.call('GET', `${href}${href.includes('?') ? '&' : '?'}limit=100`, { by });
              if ((body.items as { id: string }[]).some((one) => one.id === practice)) finding.push(id);
            }
            const events = await eventsOf(practice);
            const at = events.findLastIndex(({ type }) => publications.includes(type));
            const told = events.slice(at + 1).flatMap(({ data }) => data.searches.map(({ id }) => id));
            expect(told).toEqual(finding.sort());
            expect(events.slice(at + 1).every(({ data }) => data.eventId === events[at]!.event_id)).toBe(true);
            found += finding.length;
          }
        },
      ),
      { numRuns: 6, endOnFailure: true },
    );
    expect(found).toBeGreaterThan(30);
  }, 90_000);

  it('are told of a version that they find, whatever the one before it said, and of no other', async () => {
    const by = somebody();
    const oysters = await followed(by, { q: 'zwiebelkuchen' });
    const unfollowed = await save(by, { q: 'zwiebelkuchen' });
    const sheet = (title: string) => completeSheet({ title: { en: title, it: title } });
    const practice = await publish(app, editor, sheet('Bread'));
    expect(await told(practice)).toEqual([]);
    await republish(app, practice, editor, sheet('Zwiebelkuchen'));
    expect(await told(practice)).toEqual([[oysters]]);
    await republish(app, practice, editor, sheet('Zwiebelkuchen for all'));
    expect(await told(practice)).toEqual([[oysters], [oysters]]);
    await republish(app, practice, editor, sheet('Bread again'));
    expect(await told(practice)).toHaveLength(2);
    expect(unfollowed).not.toBe(oysters);
  });

  it('are the caller’s own, and search what is published', async () => {
    const by = somebody();
    const id = await save(by, {});
    expect((await follow(somebody(), id)).status).toBe(404);
    expect((await follow(by, newId())).status).toBe(404);
    expect([(await follow(by, id)).status, (await follow(by, id)).status]).toEqual([204, 204]);
    const steering = { ...somebody(), roles: ['steering' as const] };
    for (const query of [{ status: ['submitted'] }, { status: ['published'], assignedTo: 'me' }]) {
      const made = await app.call('POST', '/v1/saved-searches', { by: steering, body: { name: 'x', query } });
      expect(await follow(steering, made.body.id as string)).toMatchObject({ status: 409, body: { code: 'saved-search.no-news' } }); // prettier-ignore
    }
  });

  it('are told to have been deleted; of one that nobody follows nothing is told', async () => {
    const by = somebody();
    const [gone, unfollowed] = [await followed(by, {}), await save(by, {})];
    for (const id of [gone, unfollowed])
      expect((await app.call('DELETE', `/v1/saved-searches/${id}`, { by })).status).toBe(204);
    expect(await eventsOf(gone)).toMatchObject([{ type: savedSearchDeleted.type, data: { id: gone } }]);
    expect(await eventsOf(unfollowed)).toEqual([]);
    expect((await told(await publish(app, editor))).flat()).not.toContain(gone);
  });

  it('are named in several events when they are many, with nothing of what they search for', async () => {
    const by = somebody();
    const id = await followed(by, { q: 'xylophone' });
    const copies = SEARCHES_PER_EVENT + 1;
    await app.dataSource.query(
      `insert into saved_search select uuidv7(), owner, name, query, created_at, keys, nearly, keyed_by
         from saved_search, generate_series(2, $2::integer) where id = $1`,
      [id, copies],
    );
    const practice = await publish(app, editor, completeSheet({ title: { it: 'Xylophone' } }));
    const parts = await told(practice);
    const counts = parts.map((part) => part.length);
    expect([Math.max(...counts), counts.reduce((sum, n) => sum + n, 0) >= copies]).toEqual([SEARCHES_PER_EVENT, true]);
    expect(new Set(parts.flat()).size).toBe(parts.flat().length);
    const named = (await eventsOf(practice)).filter(({ type }) => type === practiceFound.type);
    expect(JSON.stringify(named)).not.toContain('xylophone');
  });

  it('have their keys made again at a start by other rules', async () => {
    const by = somebody();
    const id = await followed(by, { q: 'marimba' });
    await app.dataSource.query(`update saved_search set keys = '{old}', keyed_by = 'older'`);
    await app.app.get(FollowedSearchRepository).onModuleInit();
    expect(await told(await publish(app, editor, completeSheet({ title: { it: 'Marimba' } })))).toEqual([[id]]);
  });
});
