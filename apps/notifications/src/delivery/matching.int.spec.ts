import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { memberApproved, practiceAdopted, practicePublished, practiceSubmitted, type CloudEvent } from '#contracts';
import { newId } from '#database';
import { statementsOf, testApp, type TestApp } from '#testing';
import { practiceEvent, practiceMessage, practiceStep } from '../../test/practice-event.js';
import { notificationsApp } from '../notifications.app.js';
import type { EventFilter } from '../subscription/event-filter.js';
import { DeliveryRepository } from './delivery.repository.js';

const [tampere, region] = [newId(), newId()];
const [secretary, editor, reader] = [newId(), newId(), newId()];
const everything: EventFilter = {
  types: null, countries: null, dimensions: null, themes: null, members: null, text: null, steps: false, savedSearch: null,
}; // prettier-ignore

interface Node {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Node[];
}
const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

describe('an event finds subscriptions by their keys', () => {
  let app: TestApp;
  let deliveries: DeliveryRepository;
  beforeAll(async () => {
    app = await testApp(notificationsApp);
    deliveries = app.app.get(DeliveryRepository, { strict: false });
    await app.dataSource.query(
      `insert into principal (id, roles, member_id) values ($1, '{steering}', null), ($2, '{member-editor}', $4), ($3, '{reviewer}', null)`,
      [secretary, editor, reader, tampere],
    );
  });
  afterAll(() => app.close());

  /** Stores paused subscriptions, to which nothing is sent, in this state. */
  const subscribe = (filters: readonly (EventFilter & { owner?: string })[], state = 'paused') =>
    app.dataSource.query(
      `insert into subscription (id, owner, party, state, url, host, secret, types, countries, dimensions, themes, members, text, steps, frequency, created_at)
       select gen_random_uuid(), coalesce(owner, $2), coalesce(owner, $2), $3, 'https://city.example/', 'city.example', 'whsec_', types, countries, dimensions, themes,
              members, text, steps, 'immediate', '2026-01-01'
         from jsonb_to_recordset($1) as f (owner text, types text[], countries text[], dimensions text[], themes text[], members text[], text text, steps boolean)`,
      [JSON.stringify(filters), reader, state],
    );
  const forget = () => app.dataSource.query('delete from subscription');
  const count = async (table: 'delivery' | 'subscription') =>
    (await app.dataSource.query<[{ n: number }]>(`select count(*)::int as n from ${table}`))[0].n;

  const some = <T>(...values: T[]) => fc.option(fc.subarray(values, { minLength: 1 }), { nil: null });
  const words = ['Łódź', 'Straße', 'languages', 'Πρόσφυγες', 'a', 'in', 'Zürich', '語', 'of all', '100%', '_x_'];
  const title = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '));
  const part = fc
    .tuple(title, fc.nat(20), fc.integer({ min: 1, max: 20 }), fc.boolean())
    .map(([text, from, long, isLoud]) => {
      const cut = text.slice(from % text.length).slice(0, long);
      return isLoud ? cut.toUpperCase() : cut;
    })
    .filter((text) => text.trim() !== '');
  const kinds = [memberApproved, practicePublished, practiceAdopted, practiceSubmitted].map(({ type }) => type);
  const pattern = fc
    .tuple(fc.constantFrom(...kinds), fc.nat(40), fc.nat(40), fc.constantFrom('no', 'head', 'tail', 'both', 'middle'))
    .map(([type, one, two, hidden]) => {
      const [from, to] = [Math.min(one, two) % type.length, Math.max(one, two)];
      if (hidden === 'no') return type;
      if (hidden === 'head') return `*${type.slice(from)}`;
      if (hidden === 'tail') return `${type.slice(0, to)}*`;
      return hidden === 'both' ? `*${type.slice(from, to)}*` : `${type.slice(0, from)}*${type.slice(to)}`;
    });
  const filter = fc.record({
    owner: fc.constantFrom(secretary, editor, reader),
    types: fc.option(fc.array(pattern, { minLength: 1, maxLength: 3 }), { nil: null }),
    countries: some('PL', 'SE', 'DE'),
    dimensions: some('cultural', 'legal-political'),
    themes: some('employment', 'housing'),
    members: some(tampere, region),
    text: fc.option(part, { nil: null, freq: 2 }),
    steps: fc.boolean(),
    savedSearch: fc.constant(null),
  });
  const facts = fc.record({
    title: fc.dictionary(fc.constantFrom('en', 'pl'), title, { minKeys: 1 }),
    countries: fc.subarray(['PL', 'SE', 'DE']),
    dimensions: fc.subarray(['cultural', 'legal-political']),
    themes: fc.subarray(['employment', 'housing']),
    ownerMemberId: fc.constantFrom(tampere, region, null),
  });
  const event = fc.tuple(fc.constantFrom(...kinds), facts).map(([type, data]): CloudEvent => {
    const subject = newId();
    if (type === practiceSubmitted.type) return practiceStep(subject, 1, data.ownerMemberId ?? region);
    if (type !== memberApproved.type) return { ...practiceEvent(subject, 1, data), type };
    const id = data.ownerMemberId ?? subject;
    return { ...practiceEvent(id, 1), type, data: { id, name: Object.values(data.title)[0], countries: data.countries } };
  }); // prettier-ignore

  it('and those are all that its plain condition finds, whatever the filter and the event', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(filter, { minLength: 40, maxLength: 60 }),
        fc.array(event, { minLength: 10, maxLength: 20 }),
        async (filters, events) => {
          await forget();
          await app.dataSource.query('delete from event');
          await subscribe(filters);
          const now = new Date();
          await app.dataSource.transaction(async (tx) => {
            for (const one of events) await deliveries.keep(tx, one, now);
          });
          const byKeys = await count('delivery');
          // A recovery asks no key, and queues what has no delivery yet.
          await app.dataSource.transaction(async (tx) => {
            const all = await tx.query<{ id: string }[]>('select id from subscription');
            for (const { id } of all) {
              await deliveries.beginRecovery(tx, id, new Date('2026-01-01'));
              while (await deliveries.requeueMissed(tx, id, now, 7));
            }
          });
          expect(byKeys).toBe(await count('delivery'));
          found += byKeys;
        },
      ),
      { numRuns: 25 },
    );
    expect(found).toBeGreaterThan(100);
  });

  describe('among 20,000', () => {
    const KINDS: [string, (n: number) => Partial<EventFilter>, Partial<EventFilter>][] = [
      ['a country and a theme', (n) => ({ countries: ['PL'], themes: [`theme-${n}`] }), { countries: ['PL', 'SE'], themes: ['housing'] }],
      ['a country and a type', () => ({ countries: ['PL'], types: [practiceAdopted.type] }), { countries: ['PL'], types: [practicePublished.type] }],
      ['a theme', (n) => ({ themes: [`theme-${n}`] }), { themes: ['housing', 'employment'] }],
      ['a text', (n) => ({ text: `practice ${n}` }), { text: 'LODZ' }],
      ['a member', () => ({ members: [newId()] }), { members: [region, tampere] }],
      ['a pattern of types', () => ({ types: ['eu.lra-network.member.*'] }), { types: ['*.published.v1'] }],
      ['steps of work too', () => ({ types: [practiceSubmitted.type], steps: true }), { steps: true }],
    ]; // prettier-ignore
    const of = (size: number, make: (n: number) => Partial<EventFilter>) =>
      Array.from({ length: size }, (_, n) => ({ ...everything, ...make(n) }));
    beforeAll(async () => {
      await forget();
      for (const [, others] of KINDS) await subscribe(of(20_000 / KINDS.length, others));
    }, 200_000);

    it.each(KINDS)('with %s it looks at those alone that want it, and not at failed ones', async (_, __, wants) => {
      await app.dataSource.query('delete from subscription where id in (select subscription_id from delivery)');
      await app.dataSource.query(`delete from subscription where state = 'failed'`);
      await subscribe(of(100, () => wants));
      await subscribe(of(100, () => wants), 'failed'); // prettier-ignore
      await app.dataSource.query('vacuum analyze subscription');
      const facts = { countries: ['PL'], themes: ['housing'], ownerMemberId: tampere };
      const event = practiceEvent(newId(), 1, { title: { pl: 'Praktyka 10000', en: 'Living in Łódź' }, ...facts });
      const statements = await statementsOf(({ traceparent }) =>
        app.transport.publish([practiceMessage({ ...event, traceparent })]),
      );
      expect(await count('delivery')).toBe(100);
      const keep = statements.find(({ text }) => text.includes('insert into delivery '))!;
      const [row] = await app.dataSource.query<[{ 'QUERY PLAN': [{ Plan: Node }] }]>(
        `explain (analyze, format json) ${keep.text}`,
        // The same event under another id, which is found again and kept under it.
        [newId(), ...keep.parameters.slice(1)],
      );
      const nodes = nodesOf(row['QUERY PLAN'][0].Plan);
      expect(nodes.map((node) => node['Index Name'])).toContain('subscription_keys');
      const read = nodes.filter((node) => node['Relation Name'] === 'subscription');
      const looked = read.map((node) => node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0));
      expect([read.map((node) => node['Node Type']), looked]).toEqual([['Bitmap Heap Scan'], [100]]);
    });
  });
});
