import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import type { Principal } from '#identity';
import { Outbox } from '#messaging';
import { erasePerson, Retention } from '#privacy';
import { ClockAhead, testApp, type TestApp } from '#testing';
import { practicesApp } from '../practices.app.js';
import type { FactSheet } from '../fact-sheet/fact-sheet.js';
import { searchQuery } from './practice-search.js';
import { contentOf } from './practice-version.js';
import { practiceRecords } from './practice.records.js';
import { completeSheet, draft, editorOf, publish, steering, step } from './practice.example.js';

const admin: Partial<Principal> = { id: 'operator', roles: ['admin'] };
const email = 'Aino.Virtanen@tampere.example';
const aino = { name: 'Aino Virtanen', email, consentToPublish: true };
const other = { name: 'Matti Meikäläinen', email: 'matti@tampere.example', consentToPublish: true };
const withAino = (overrides: Partial<FactSheet> = {}) =>
  completeSheet({
    contacts: [aino, other],
    activities: { en: 'Led by AINO VIRTANEN, aino.virtanen@tampere.example.' },
    ...overrides,
  });

describe('a person in the registry', () => {
  let app: TestApp;
  let clock: ClockAhead;
  let city: Partial<Principal>;
  beforeAll(async () => {
    clock = new ClockAhead();
    app = await testApp(practicesApp, { clock });
    city = await editorOf(app, newId());
  });
  afterAll(() => app.close());

  const search = async (names: string[] = []) =>
    (await app.call('POST', '/v1/data-subjects/search', { by: admin, body: { email, names } })).body as {
      names: string[];
      places: { place: string; count: number; keys: string[] }[];
    };
  /** As the gateway requests it: with the names found. */
  const erase = async () => {
    const { names } = await search();
    const answer = await app.call('POST', '/v1/data-subjects/erasure', { by: admin, body: { email, names } });
    expect(answer.status).toBe(200);
    return answer;
  };
  const row = async <T>(sql: string, ...parameters: unknown[]) =>
    (await app.dataSource.query<T[]>(sql, parameters))[0]!;

  it('is found in contacts, drafts, published versions and texts, and then nowhere', async () => {
    const published = await publish(app, city, withAino());
    await step(app, published, 'PUT', city, withAino({ notes: { en: 'Thanks to Aino Virtanen' } }));
    const before = await draft(app, city, withAino());
    await step(app, before, 'submission', city);
    await step(app, before, 'change-request', steering, {
      items: [{ pointer: '/contacts', comment: 'Is Aino Virtanen still there?' }],
    });
    const found = await search();
    expect(found.names).toEqual(['Aino Virtanen']);
    expect(Object.fromEntries(found.places.map(({ place, count }) => [place, count]))).toEqual({
      'practices.practice_contact': 3,
      'practices.practice_version': 3,
      'practices.public_practice': 1,
    });
    expect(found.places[0]!.keys).toHaveLength(3);

    const { status, body } = await erase();
    expect(status).toBe(200);
    const counts = Object.fromEntries(
      (body.places as { place: string; count: number }[]).map(({ place, count }) => [place, count]),
    );
    expect(counts).toEqual({ 'practices.practice_contact': 3, 'practices.practice_version': 4 });
    expect((await search(['Aino Virtanen'])).places).toEqual([]);
    const { body: shown } = await app.call('GET', `/v1/practices/${published}`);
    expect(shown.factSheet).toMatchObject({ contacts: [other], activities: { en: 'Led by [erased], [erased].' } });
  });

  it('leaves a practice with a step in its history, an event to its owner and another ETag, so that no editor writes it back', async () => {
    const id = await publish(app, city, withAino());
    const seen = await app.call('GET', `/v1/practices/${id}`, { by: city });
    await erase();
    const { body } = await app.call('GET', `/v1/practices/${id}/history`, { by: city });
    expect(body.items[0]).toMatchObject({ kind: 'erase', pointers: ['/contacts'], by: 'operator' });
    const event = await row<{ type: string }>(
      'select type from outbox where stream_id = $1 order by sequence desc limit 1',
      id,
    );
    expect(event.type).toBe('eu.lra-network.practice.personal-data-erased.v1');
    const late = await app.call('PUT', `/v1/practices/${id}`, {
      by: city, body: seen.body.factSheet, headers: { 'if-match': String(seen.headers['etag']) },
    }); // prettier-ignore
    expect(late.status).toBe(412);
  });

  it('is no longer found by those who look for the name, in the version in work either', async () => {
    const id = await publish(app, city, withAino());
    await step(app, id, 'PUT', city, withAino({ notes: { en: 'Thanks to Aino Virtanen' } }));
    const found = () =>
      app.dataSource.query<{ number: number }[]>(
        `select number from practice_search join practice_words using (ordinal) where practice_id = $1 and words @@ ${searchQuery('$2')} order by number`,
        [id, 'virtanen'],
      );
    expect(await found()).toEqual([{ number: 1 }, { number: 2 }]);
    await erase();
    expect(await found()).toEqual([]);
  });

  it('leaves versions whose hashes are those of what they hold now', async () => {
    const id = await publish(app, city, withAino());
    await erase();
    const version = await row<{ fact_sheet: FactSheet; content_hash: string }>(
      'select fact_sheet, content_hash from practice_version where practice_id = $1', id,
    ); // prettier-ignore
    expect(version.content_hash).toBe(contentOf({ ...version.fact_sheet, contacts: [other] }).contentHash);
  });

  it('leaves answers kept for repeated requests, rows of imports and waiting submissions without it', async () => {
    await app.call('POST', '/v1/practices', { by: city, body: withAino(), headers: { 'idempotency-key': 'once' } });
    const jobs = newId();
    await app.dataSource.query(
      `insert into import_job (id, state, profile, source, target, dry_run, created_by, total, processed, request_hash, created_at)
       values ($1, 'done', 'plain', 'x', 'draft', false, 'x', 1, 0, 'x', now())`,
      [jobs],
    );
    await app.dataSource.query('insert into import_row (job_id, number, raw) values ($1, 1, $2)', [
      jobs,
      JSON.stringify(withAino()),
    ]);
    await app.dataSource.query(
      `insert into submission (id, member_id, sent_by, external_id, source_version, content, received_at) values ($1, $1, 'x', 'x', 1, $2, now())`,
      [jobs, JSON.stringify({ sheet: withAino() })],
    );
    const { body } = await erase();
    expect((body.places as { place: string }[]).map(({ place }) => place)).toEqual(
      expect.arrayContaining(['practices.idempotency_key', 'practices.import_row', 'practices.submission']),
    );
    const { content } = await row<{ content: { sheet: FactSheet } }>(
      'select content from submission where id = $1',
      jobs,
    );
    expect(content.sheet).toMatchObject({ contacts: [other], activities: { en: 'Led by [erased], [erased].' } });
    const again = await app.call('POST', '/v1/practices', {
      by: city,
      body: withAino(),
      headers: { 'idempotency-key': 'once' },
    });
    expect(again.body.factSheet.contacts).toEqual([other]);
  });

  it('leaves dead letters and events that wait', async () => {
    const value = Buffer.from('{"text": "Aino Virtanen", cut short');
    await app.dataSource.query(
      `insert into waiting_event (id, consumer_group, state, topic, key, headers, value, reason, detail, attempts)
       values ($1, 'practices.members', 'dead', 'x', 'x', '{"x": "Aino Virtanen"}', $2, 'not-an-event', 'no', 1)`,
      [newId(), value],
    );
    await draft(app, city, withAino());
    expect((await search()).places.map(({ place }) => place)).toContain('practices.waiting_event');
    await erase();
    const letters = await app.dataSource.query<{ value: Buffer; headers: object }[]>(
      'select value, headers from waiting_event',
    );
    expect(letters.map(({ value: left, headers }) => [left.toString(), headers])).toEqual([
      ['{"text": "[erased]", cut short', { x: '[erased]' }],
    ]);
  });

  // The person, the spellings of the contact and its text, and what must not be left of them.
  it.each([
    ['an address with U+200B at its end', 'katarzyna@city.example', 'Katarzyna Wojcik', 'katarzyna@city.example\u200b', 'Ask Katarzyna Wojcik', 'Wojcik'],
    ['an address with U+200B inside', 'piotr@city.example', 'Piotr Zielinski', 'pio\u200btr@city.example', 'Ask Piotr Zielinski', 'Zielinski'],
    ['an address in capitals of full width', 'ola@city.example', 'Ola Nowak', 'ＯＬＡ@city.example', 'Ask Ola Nowak', 'Ola Nowak'],
    ['an address that is stored decomposed', 'j\u00f6rg@city.example', 'Jo\u0308rg Ba\u0308cker', 'jo\u0308rg@city.example', 'J\u00f6rg B\u00e4cker', 'cker'],
    ['a domain in Unicode, asked for in Punycode', 'anna@xn--mnchen-3ya.example', 'Anna Huber', 'anna@münchen.example', 'Frau Anna Huber, anna@München.example', 'nna'],
    ['a domain in Punycode, asked for in Unicode', 'berta@münchen.example', 'Berta Huber', 'berta@xn--mnchen-3ya.example', 'Frau Berta Huber, berta@XN--mnchen-3ya.example', 'erta'],
    ['another apostrophe', 'siobhan@city.example', "Siobhan O'Neill", 'siobhan@city.example', 'Ask Siobhan O’Neill for help', 'Neill'],
    ['another hyphen', 'annan@city.example', 'Anna Nowak-Kowalska', 'annan@city.example', 'Anna Nowak‑Kowalska prowadzi', 'Kowalska'],
    ['a soft hyphen', 'gerda@city.example', 'Gerda Schmidt', 'gerda@city.example', 'Frau Gerda Schm\u00adidt', 'Schm'],
    ['signs of Markdown', 'ned@city.example', 'Ned Ander', 'ned@city.example', '__Ned Ander__ and _ned@city.example_', 'ned'],
    ['a link with a space', 'kim@city.example', 'Kim Ander', 'kim@city.example', '<a href="mailto:%20kim@city.example">', 'kim'],
    ['a link with signs encoded', 'ewa+net@city.example', 'Ewa Nowacka', 'ewa+net@city.example', 'https://city.example/?mail=ewa%2Bnet%40city.example', 'ewa'],
  ])('is found and erased in whatever spelling: %s', async (_, asked, name, written, text, gone) => {
    const contacts = [{ name, email: asked, consentToPublish: true }, other];
    const id = await draft(app, city, completeSheet({ contacts, objectives: { en: text } }));
    await app.dataSource.query('update practice_contact set email = $2 where email = $1', [asked, written]); // entry refuses some
    const ask = (what: string, body: object) => app.call('POST', `/v1/data-subjects/${what}`, { by: admin, body });
    const found = await ask('search', { email: asked });
    expect(found.body.names).toEqual([name]);
    expect((await ask('erasure', { email: asked, names: found.body.names })).status).toBe(200);
    const left = await app.call('GET', `/v1/practices/${id}`, { by: city });
    expect(left.body.factSheet.contacts).toEqual([other]);
    expect(left.body.factSheet.objectives.en).toContain('[erased]');
    expect(left.body.factSheet.objectives.en).not.toContain(gone);
    expect((await ask('search', { email: asked, names: [name] })).body.places).toEqual([]);
  }); // prettier-ignore

  it('in a list of documents leaves it by an address in any spelling, and takes no other entry along', async () => {
    const jobId = newId();
    await app.dataSource.query(
      `insert into idempotency_key (principal, route, key, body_hash, status, headers, body) values ('x', '/x', $1, 'x', 200, '{}', $2)`,
      [
        jobId,
        JSON.stringify([
          { email: 'AINO.virtanen@tampere\u3002example', n: 1 },
          { email: 'paino.virtanen@tampere.example', n: 2 },
        ]),
      ],
    );
    await erase();
    const [kept] = await app.dataSource.query<{ body: { n: number }[] }[]>(
      'select body from idempotency_key where key = $1',
      [jobId],
    );
    expect(kept!.body).toEqual([{ email: 'paino.virtanen@tampere.example', n: 2 }]);
  });

  it('with a name of one word leaves its records; the word stays in texts', async () => {
    const id = await publish(
      app, city, completeSheet({ contacts: [{ name: 'Office', email, consentToPublish: true }], notes: { en: 'Office hours' } }),
    ); // prettier-ignore
    await erase();
    const { body } = await app.call('GET', `/v1/practices/${id}`, { by: city });
    expect(body.factSheet.contacts).toBeUndefined();
    expect(body.factSheet.notes).toEqual({ en: 'Office hours' });
  });

  it('leaves records of the same name under another address as they are', async () => {
    const namesake = { name: 'Aino Virtanen', email: 'aino@elsewhere.example', consentToPublish: true };
    const nameless = { name: 'AINO VIRTANEN', consentToPublish: true };
    const id = await publish(app, city, completeSheet({ contacts: [aino, namesake, nameless, other] }));
    await erase();
    const { body } = await app.call('GET', `/v1/practices/${id}`, { by: city });
    expect(body.factSheet.contacts).toEqual([namesake, other]);
    expect((await search(['Aino Virtanen'])).places).toEqual([]);
    await app.dataSource.query('delete from practice_contact where email = $1', [namesake.email]);
  });

  it('whose name alone is known leaves texts, and nothing else of a fact sheet', async () => {
    const sheet = withAino({
      contacts: [other],
      partners: [{ name: 'Association of Aino Virtanen' }, { kind: 'ngos' }],
    });
    const id = await publish(app, city, sheet);
    await app.dataSource.transaction((tx) =>
      erasePerson(tx, practiceRecords, { names: ['Aino Virtanen'], keys: [] }, { by: 'restore', at: new Date(), outbox: app.app.get(Outbox, { strict: false }), dataDir: undefined }),
    ); // prettier-ignore
    const { body } = await app.call('GET', `/v1/practices/${id}`, { by: city });
    const { activities, partners, ...rest } = body.factSheet as FactSheet;
    expect({ ...rest, activities: sheet.activities, partners: sheet.partners }).toEqual(sheet);
    expect(partners).toEqual([{ name: 'Association of [erased]' }, { kind: 'ngos' }]);
    expect(activities).toEqual({ en: 'Led by [erased], aino.virtanen@tampere.example.' });
  });

  it('with very many and very long names, as only a joker has, is erased in no more time', async () => {
    const long = (n: number) => `Ängström the ${n}th `.repeat(30).slice(0, 290);
    for (let practice = 0; practice < 3; practice += 1) {
      const contacts = Array.from({ length: 40 }, (_, n) => ({
        name: n % 2 ? long(practice * 40 + n) : `Åse Ångström ${practice * 40 + n}`,
        email,
      }));
      await draft(app, city, completeSheet({ contacts, notes: { en: 'Åse Ångström 0 was here' } }));
    }
    const { body } = await erase();
    expect(body.places).toContainEqual({ place: 'practices.practice_contact', count: 120 });
    const [left] = await app.dataSource.query<object[]>(
      `select from practice_version where fact_sheet::text like '%Åse Ångström 0 was%'`,
    );
    expect(left).toBeUndefined();
  }, 15_000);

  it('is not erased where two keys would become the same: the answer names the table, and nothing has changed', async () => {
    const memberId = newId();
    for (const externalId of [email, email.toUpperCase()]) {
      await app.dataSource.query(
        'insert into source_mark (member_id, external_id, source_version) values ($1, $2, 1)',
        [memberId, externalId],
      );
    }
    const { status, body } = await app.call('POST', '/v1/data-subjects/erasure', { by: admin, body: { email } });
    expect([status, body.code]).toEqual([409, 'erasure.collides']);
    expect(body.detail).toContain('practices.source_mark');
    await app.dataSource.query('delete from source_mark where member_id = $1', [memberId]);
  });

  it('cannot be searched or erased by anyone but the operator', async () => {
    for (const by of [city, steering, undefined]) {
      for (const path of ['search', 'erasure']) {
        const { status } = await app.call('POST', `/v1/data-subjects/${path}`, {
          ...(by ? { by } : {}),
          body: { email },
        });
        expect(status).toBe(by ? 403 : 401);
      }
    }
  });

  describe('whose practice was last updated more than five years ago', () => {
    it('leaves its contacts, once, with a report; the practice stays, and younger ones keep theirs', async () => {
      const old = await publish(app, city, withAino());
      await app.dataSource.query(`update practice set updated_at = now() - interval '5 years 1 day' where id = $1`, [
        old,
      ]);
      const young = await publish(app, city, withAino());
      const retention = app.app.get(Retention, { strict: false });
      expect(await retention.run()).toEqual([{ place: 'practices.practice_contact', count: 2 }]);
      expect(await retention.run()).toEqual([]);
      const contactsOf = async (id: string) =>
        (await app.call('GET', `/v1/practices/${id}`, { by: city })).body.factSheet.contacts;
      expect([await contactsOf(old), await contactsOf(young)]).toEqual([undefined, [aino, other]]);
      const { body } = await app.call('GET', '/v1/data-subjects/erasures', { by: admin });
      expect(body.items).toMatchObject([
        { cause: 'retention', by: 'retention', places: [{ place: 'practices.practice_contact', count: 2 }] },
      ]);
    });

    it('goes however many there are: the rest with the next batch', async () => {
      await app.dataSource.query(
        `with made as (
           insert into practice (id, status, revision, work_version, provenance, created_at, updated_at)
           select gen_random_uuid(), 'draft', 1, 1, '{"kind": "direct"}', now(), '2001-01-01' from generate_series(1, 1200) returning id
         ), version as (
           insert into practice_version (practice_id, number, state, fact_sheet, content_hash, complete, created_at, updated_at)
           select id, 1, 'draft', '{"title": {}}', 'x', false, now(), now() from made returning practice_id
         ) insert into practice_contact (practice_id, number, position, name, consent_to_publish) select practice_id, 1, 0, 'Old One', false from version`,
      );
      const [removed] = await app.app.get(Retention, { strict: false }).run();
      expect(removed?.count).toBe(1200);
    });
  });
});
