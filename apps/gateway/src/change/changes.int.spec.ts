import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import { encodeCursor } from '#http';
import { memberEvent, practiceEvent, testGateway, type TestGateway } from '../../test/test-gateway.js';
import { ChangeProjection } from './change.projection.js';

const practiceTopic = 'lra.practices.practice';

describe('the change feed', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await testGateway();
  });
  afterAll(() => gateway.close());

  const read = async (query: string) => (await gateway.call('GET', `/v1/changes?${query}`)).body;

  it('gives every public event once, in order, and internal ones never', async () => {
    const start = (await read('limit=100')).next as string;
    const [one, other] = [newId(), newId()];
    const events = [
      practiceEvent(one, 'submitted', 1), practiceEvent(one, 'published', 2), practiceEvent(other, 'published', 1, ['DE', 'FR']),
      practiceEvent(one, 'updated', 3),
    ]; // prettier-ignore
    for (const event of events) await gateway.publish(practiceTopic, event);
    for (const event of events) await gateway.publish(practiceTopic, event); // delivered twice
    const page = await read(`since=${start}`);
    expect(page.items.map((item: { id: string }) => item.id)).toEqual([events[1]!.id, events[2]!.id, events[3]!.id]);
    expect(page.upToDate).toBe(true);
    expect(page.items[0]).toEqual(events[1]);
  });

  it('shows an event in the form in which subscribers get it, without the trace', async () => {
    const start = (await read('limit=100')).next as string;
    const event = practiceEvent(newId(), 'published', 1);
    await gateway.publish(practiceTopic, {
      ...event,
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    });
    expect((await read(`since=${start}`)).items).toEqual([event]);
  });

  it('goes on where a reader stopped, page by page, with a cursor also at the end', async () => {
    const start = (await read('limit=100')).next as string;
    for (let n = 0; n < 5; n += 1) await gateway.publish(practiceTopic, practiceEvent(newId(), 'published', 1));
    const pages = [];
    for (let since = start, upToDate = false; !upToDate;) {
      const page = await read(`since=${since}&limit=2`);
      pages.push(page.items.length);
      ({ next: since, upToDate } = page);
    }
    expect(pages).toEqual([2, 2, 1]);
    const atEnd = (await read('limit=100')).next;
    expect(await read(`since=${atEnd}`)).toEqual({ items: [], next: atEnd, upToDate: true });
    expect((await read('since=')).items.length).toBeGreaterThan(0);
  });

  it('is read newest first by people, page by page', async () => {
    const events = ['PT', 'PT', 'MT', 'PT'].map((country) => practiceEvent(newId(), 'published', 1, [country]));
    for (const event of events) await gateway.publish(practiceTopic, event);
    const latest = async (query: string) => (await gateway.call('GET', `/v1/changes/latest?${query}`)).body;
    const idsOf = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id);
    expect(idsOf(await latest('limit=4'))).toEqual(events.toReversed().map(({ id }) => id));
    const first = await latest('countries=PT&types=eu.lra-network.practice.*&limit=2');
    expect(idsOf(first)).toEqual([events[3]!.id, events[1]!.id]);
    const second = await latest(`countries=PT&limit=2&cursor=${first.next}`);
    expect([idsOf(second), second.next]).toEqual([[events[0]!.id], null]);
  });

  it('shows only the types and countries asked for, and its cursor passes over the others', async () => {
    const start = (await read('limit=100')).next as string;
    const wanted = practiceEvent(newId(), 'published', 1, ['SE']);
    await gateway.publish(practiceTopic, wanted);
    const memberId = newId();
    await gateway.publish('lra.network.member', memberEvent(memberId, 'approved', 1));
    const page = await read(`since=${start}&types=eu.lra-network.practice.*&countries=SE`);
    expect(page).toMatchObject({ items: [{ id: wanted.id }], upToDate: true });
    expect(
      (await read(`since=${start}&types=eu.lra-network.practice.published.v1&countries=SE,FI`)).items,
    ).toHaveLength(1);
    expect((await read(`since=${start}&countries=FI`)).items).toMatchObject([{ subject: memberId }]);
    expect((await read(`since=${page.next}`)).items).toEqual([]);
  });

  it('shows what has a theme, and what concerns a member: itself, its practices, what it adopts', async () => {
    const start = (await read('limit=100')).next as string;
    const member = newId();
    const about = (what: 'published' | 'adopted', more: object) => {
      const event = practiceEvent(newId(), what, 1);
      return { ...event, data: { ...(event.data as object), ...more } };
    };
    const themed = about('published', { themes: ['housing-and-health', 'employment'] });
    const owned = about('published', { ownerMemberId: member });
    const adopted = about('adopted', { adoptionId: newId(), adopterMemberId: member, status: 'planned' });
    for (const event of [themed, owned, adopted]) await gateway.publish(practiceTopic, event);
    const itself = memberEvent(member, 'approved', 1);
    await gateway.publish('lra.network.member', itself);
    const all = [themed, owned, adopted, itself].map(({ id }) => id);
    const told = async (query: string) => {
      const { items } = await read(`since=${start}&${query}`);
      const latest = (await gateway.call('GET', `/v1/changes/latest?${query}&limit=10`)).body.items;
      const ids = items.map(({ id }: { id: string }) => all.indexOf(id));
      expect(
        latest
          .map(({ id }: { id: string }) => all.indexOf(id))
          .reverse()
          .filter((n: number) => n >= 0),
      ).toEqual(ids);
      return ids;
    };
    expect(await told('themes=housing-and-health,language-training')).toEqual([0]);
    expect(await told(`member=${member.toUpperCase()}`)).toEqual([1, 2, 3]);
    expect(await told(`member=${member}&types=eu.lra-network.practice.*`)).toEqual([1, 2]);
    expect((await gateway.call('GET', '/v1/changes?member=x')).status).toBe(422);
  });

  it('tells a reader who has seen what a restore took back to begin again, and nobody else', async () => {
    const cursors = [];
    for (let n = 0; n < 2; n += 1) {
      await gateway.publish(practiceTopic, practiceEvent(newId(), 'published', 1));
      cursors.push((await read('limit=100')).next as string);
    }
    const [kept, lost] = cursors;
    // As a restore leaves it: the last change is gone, and positions go on far above.
    await gateway.dataSource.query('delete from change where position = (select max(position) from change)');
    await gateway.dataSource.query('alter table change alter column position restart with 1800000000000000');
    const gone = {
      status: 410,
      code: 'changes.cursor-gone',
      detail: expect.stringMatching(/start again with an empty `since`/),
    };
    expect(await read(`since=${lost}`)).toMatchObject(gone);
    const after = practiceEvent(newId(), 'published', 1);
    await gateway.publish(practiceTopic, after);
    expect(await read(`since=${lost}`)).toMatchObject(gone);
    expect(await read(`since=${kept}`)).toMatchObject({ items: [{ id: after.id }], upToDate: true });
  });

  it.each([
    ['limit=0', '/limit'],
    ['limit=101', '/limit'],
    [`since=${encodeCursor('practices', '1')}`, '/since'],
    ['since=nonsense!', '/since'],
    [`since=${encodeCursor('changes', '1 or 1=1')}`, '/since'],
    ['types=practice', '/types'],
    ['types=eu.lra-network.*.published', '/types'],
    ['countries=XX', '/countries'],
    ['page=2', '/page'],
  ])('refuses %s', async (query, pointer) => {
    expect(await read(query)).toMatchObject({ status: 422, errors: [{ pointer }] });
  });

  it('never shows a position before all lower ones can be seen, whichever batch commits first', async () => {
    const changes = gateway.app.get(ChangeProjection);
    const start = (await changes.since('0', { types: undefined, countries: undefined }, 1_000)).position;
    const [first, second] = [gateway.dataSource.createQueryRunner(), gateway.dataSource.createQueryRunner()];
    const [early, late] = [practiceEvent(newId(), 'published', 1), practiceEvent(newId(), 'published', 1)];
    try {
      await first.startTransaction();
      await second.startTransaction();
      await changes.append(first.manager, early);
      let hasPosition = false;
      const waiting = changes.append(second.manager, late).then(() => (hasPosition = true));
      // The second batch stands in line for its position while the first is open: the server itself says so.
      for (let isWaiting = false; !isWaiting;) {
        const [row] = await gateway.dataSource.query<{ waiting: boolean }[]>(
          `select exists (select from pg_locks where locktype = 'advisory' and not granted) as waiting`,
        );
        isWaiting = row?.waiting === true;
      }
      expect(hasPosition).toBe(false);
      expect((await changes.since(start, { types: undefined, countries: undefined }, 10)).items).toEqual([]);
      await first.commitTransaction();
      await waiting;
      await second.commitTransaction();
      const seen = await changes.since(start, { types: undefined, countries: undefined }, 10);
      expect(seen.items.map(({ event }) => event.id)).toEqual([early.id, late.id]);
    } finally {
      await first.release();
      await second.release();
    }
  });
});
