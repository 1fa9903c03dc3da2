import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  happened, SUBMISSION_HANDOVER_PATH, submissionHandedOver, submissionSettled, type DataOf, type HandedOverSubmission,
} from '#contracts'; // prettier-ignore
import { newId, Seek } from '#database';
import { DeadLetters, toMessage } from '#messaging';
import { eventually, testApp, type TestApp } from '#testing';
import { practicesApp } from '../practices.app.js';
import { importFile } from '../../test/import-call.js';
import { completeSheet, editorOf, publish, steering, step } from '../practice/practice.example.js';

type Settled = DataOf<typeof submissionSettled>;

describe('submissions in the registry', () => {
  let app: TestApp;
  const memberId = newId();
  const editorId = 'editor-1';
  const editor = { id: editorId, roles: ['member-editor' as const], memberId };

  beforeAll(async () => {
    app = await testApp(practicesApp, {
      env: { LRA_CONSUMER_RETRY_SCHEDULE: '50ms,50ms,100ms,100ms,200ms,200ms,500ms' },
    });
    await editorOf(app, memberId);
  });
  afterAll(() => app.close());

  const newSubmission = (over: Partial<HandedOverSubmission> = {}): HandedOverSubmission => ({
    id: newId(), externalId: `e-${newId()}`, sourceVersion: 1, withdraws: false, sourceUrl: null,
    retrievedAt: '2026-05-01T10:00:00.000Z', factSheet: completeSheet(), ...over,
  }); // prettier-ignore

  const handOver = (submissions: readonly object[], by: object = editor) =>
    app.call('POST', SUBMISSION_HANDOVER_PATH, { by, body: { submissions } });

  /** The streams of the gateway, as it numbers them. */
  const streams = new Map<string, { id: string; sequence: number }>();
  const eventOf = ({ id, externalId, sourceVersion, withdraws }: HandedOverSubmission, member = memberId) => {
    const stream = streams.get(externalId) ?? { id: newId(), sequence: 0 };
    stream.sequence += 1;
    streams.set(externalId, stream);
    const { topic, ...event } = happened(submissionHandedOver, stream.id, {
      id, memberId: member, sourceVersion, withdraws, href: `/v1/submissions/${id}`,
    }); // prettier-ignore
    return toMessage(topic, {
      specversion: '1.0', id: newId(), source: '/gateway', time: '2026-05-01T10:00:01.000Z', datacontenttype: 'application/json',
      sequence: String(stream.sequence), ...event,
    }); // prettier-ignore
  };

  /** What the gateway is told. */
  const outcomes = async (id: string): Promise<Settled[]> => {
    const rows = await app.dataSource.query<{ data: Settled }[]>(
      `select data from outbox where type = $1 and data ->> 'id' = $2 order by sequence`,
      [submissionSettled.type, id],
    );
    return rows.map(({ data }) => data);
  };

  /** Hands one over and applies it. */
  const submit = async (submission: HandedOverSubmission): Promise<Settled> => {
    expect((await handOver([submission])).body).toEqual({ items: [{ id: submission.id, errors: [] }] });
    await app.transport.publish([eventOf(submission)]);
    return (await outcomes(submission.id))[0]!;
  };

  const read = (id: string | null, query = '') => app.call('GET', `/v1/practices/${id}${query}`, { by: editor });

  it('creates a submitted practice from a complete sheet, owned by the member, with its source', async () => {
    const submission = newSubmission({ sourceUrl: 'https://city.example/practices/7' });
    const settled = await submit(submission);
    expect(settled).toEqual({
      id: submission.id, state: 'applied', practiceId: expect.any(String), refusal: null, href: `/v1/submissions/${submission.id}`,
    }); // prettier-ignore
    expect((await read(settled.practiceId)).body).toMatchObject({
      status: 'submitted',
      ownerMemberId: memberId,
      provenance: {
        kind: 'federation', source: 'import', externalId: submission.externalId, retrievedAt: '2026-05-01T10:00:00.000Z',
        sourceUrl: 'https://city.example/practices/7',
      },
    }); // prettier-ignore
  });

  it('deletes the content of a settled submission, and its events contain neither prose nor persons', async () => {
    const submission = newSubmission();
    await handOver([submission]);
    const content = () =>
      app.dataSource.query<{ content: unknown }[]>('select content from submission where id = $1', [submission.id]);
    expect(JSON.stringify(await content())).toContain('bob@example.org');
    await app.transport.publish([eventOf(submission)]);
    expect(await content()).toEqual([{ content: null }]);
    const [told] = await outcomes(submission.id);
    expect(Object.keys(told!).sort()).toEqual(['href', 'id', 'practiceId', 'refusal', 'state']);
    // A handover that was under way twice does not bring it back.
    await handOver([submission]);
    expect(await content()).toEqual([{ content: null }]);
  });

  it('reports at once what breaks the rules of fact sheets, by pointers into the submission, and accepts the others', async () => {
    const { aims, ...incomplete } = completeSheet();
    expect(aims).toBeDefined();
    const [good, bad, unfinished, none, stranger] = [
      newSubmission(),
      newSubmission({ factSheet: { ...completeSheet(), countries: ['XX'], colour: 'red' } }),
      newSubmission({ factSheet: incomplete }),
      newSubmission({ factSheet: null }),
      newSubmission({ factSheet: completeSheet({ partners: [{ memberId }, { name: 'NGO' }, { memberId: newId() }] }) }),
    ] as const;
    const { status, body } = await handOver([good, bad, unfinished, none, stranger]);
    expect(status).toBe(200);
    expect(body.items.map(({ errors }: { errors: { pointer: string; code: string }[] }) => errors.map(({ pointer, code }) => `${pointer} ${code}`))).toEqual([
      [],
      expect.arrayContaining(['/factSheet/colour unknown-field', expect.stringMatching(/^\/factSheet\/countries/)]),
      ['/factSheet/aims missing'],
      ['/factSheet is-object'],
      ['/factSheet/partners/2/memberId no-member'],
    ]); // prettier-ignore
    const kept = await app.dataSource.query<{ id: string }[]>('select id from submission where id = any($1)', [
      [good, bad, unfinished, none, stranger].map(({ id }) => id),
    ]);
    expect(kept).toEqual([{ id: good.id }]);
  });

  it('accepts a handover only from the gateway, in the name of a member', async () => {
    const one = newSubmission();
    expect((await app.call('POST', SUBMISSION_HANDOVER_PATH, { body: { submissions: [one] } })).status).toBe(401);
    expect((await handOver([one], { roles: ['steering'] })).status).toBe(403);
    expect((await handOver([one], { roles: ['member-editor'] })).body.code).toBe('submission.without-member');
    expect((await handOver([{ ...one, memberId: newId() }])).body.errors).toMatchObject([
      { pointer: '/submissions/0/memberId', code: 'unknown-field' },
    ]);
    expect((await handOver(Array.from({ length: 101 }, () => newSubmission()))).status).toBe(422);
  });

  describe('sourceVersion', () => {
    it('applies a higher number with another content to the practice that it made, and finds the same content unchanged', async () => {
      const first = newSubmission();
      const { practiceId } = await submit(first);
      const again = { ...first, id: newId() };
      expect(await submit(again)).toMatchObject({ state: 'unchanged', practiceId });
      expect(await submit({ ...first, id: newId(), sourceVersion: 2 })).toMatchObject({
        state: 'unchanged',
        practiceId,
      });
      const title = { it: 'Nuovo titolo' };
      const changed = { ...first, id: newId(), sourceVersion: 3, factSheet: completeSheet({ title }) };
      expect(await submit(changed)).toMatchObject({ state: 'applied', practiceId });
      expect((await read(practiceId)).body).toMatchObject({ status: 'submitted', factSheet: { title } });
    });

    it('supersedes a number that was overtaken, and refuses one that was used with other content', async () => {
      const first = newSubmission({ sourceVersion: 5 });
      const { practiceId } = await submit(first);
      const other = completeSheet({ title: { it: 'Altro' } });
      expect(await submit({ ...first, id: newId(), sourceVersion: 4, factSheet: other })).toMatchObject({
        state: 'superseded',
        practiceId,
      });
      expect(await submit({ ...first, id: newId(), factSheet: other })).toMatchObject({
        state: 'refused',
        refusal: 'submission.version-reused',
        practiceId,
      });
      expect((await read(practiceId)).body.factSheet.title).toEqual(completeSheet().title);
    });

    it('decides by the number whatever the order of arrival', async () => {
      const externalId = newId();
      const versions = [3, 1, 4, 2].map((sourceVersion) =>
        newSubmission({ externalId, sourceVersion, factSheet: completeSheet({ title: { it: `v${sourceVersion}` } }) }),
      );
      await handOver(versions);
      await app.transport.publish(versions.map((version) => eventOf(version)));
      const states = await Promise.all(versions.map(async ({ id }) => (await outcomes(id)).map(({ state }) => state)));
      expect(states).toEqual([['applied'], ['superseded'], ['applied'], ['superseded']]);
      const [last] = await outcomes(versions[2]!.id);
      expect((await read(last!.practiceId)).body.factSheet.title).toEqual({ it: 'v4' });
    });

    it('applies an event that comes twice once', async () => {
      const submission = newSubmission();
      await handOver([submission]);
      const event = eventOf(submission);
      await app.transport.publish([event]);
      await app.transport.publish([event]);
      expect(await outcomes(submission.id)).toHaveLength(1);
    });
  });

  it('withdraws the practice with a reason; late or repeated submissions change nothing, and nothing restores it', async () => {
    const first = newSubmission();
    const { practiceId } = await submit(first);
    const withdrawal = { ...first, withdraws: true, factSheet: null };
    expect(await submit({ ...withdrawal, id: newId(), sourceVersion: 0 })).toMatchObject({ state: 'superseded' });
    expect((await read(practiceId)).status).toBe(200);
    expect(await submit({ ...withdrawal, id: newId(), sourceVersion: 2 })).toMatchObject({
      state: 'applied',
      practiceId,
    });
    expect(await read(practiceId)).toMatchObject({ status: 410, body: { reason: 'Withdrawn by its source.' } });
    expect(await submit({ ...withdrawal, id: newId(), sourceVersion: 2 })).toMatchObject({ state: 'unchanged' });
    expect(await submit({ ...withdrawal, id: newId(), sourceVersion: 3 })).toMatchObject({ state: 'unchanged' });
    expect(await submit({ ...first, id: newId(), sourceVersion: 2 })).toMatchObject({ state: 'superseded' });
    expect(await submit({ ...first, id: newId(), sourceVersion: 4 })).toMatchObject({
      state: 'refused',
      refusal: 'submission.withdrawn',
    });
  });

  it('remembers a withdrawal that overtook its practice', async () => {
    const late = newSubmission();
    expect(await submit({ ...late, id: newId(), sourceVersion: 2, withdraws: true, factSheet: null })).toMatchObject({
      state: 'unchanged',
      practiceId: null,
    });
    expect(await submit(late)).toMatchObject({ state: 'superseded', practiceId: null });
  });

  it('opens a version beside the published one, and replaces it while it waits for the secretariat', async () => {
    const first = newSubmission();
    const { practiceId } = await submit(first);
    const id = practiceId!;
    expect((await step(app, id, 'publication', steering)).status).toBe(200);
    const sheets = [2, 3].map((n) => completeSheet({ title: { it: `Edizione ${n}` } }));
    await submit({ ...first, id: newId(), sourceVersion: 2, factSheet: sheets[0] });
    expect((await read(id)).body).toMatchObject({ status: 'published', factSheet: { title: completeSheet().title } });
    const waiting = await read(id, '?version=draft');
    expect(waiting.body).toMatchObject({ version: 2, factSheet: { title: { it: 'Edizione 2' } } });
    await submit({ ...first, id: newId(), sourceVersion: 3, factSheet: sheets[1] });
    // Whoever has read the former one publishes nothing else by mistake.
    const stale = await app.call('POST', `/v1/practices/${id}/publication`, {
      by: steering,
      headers: { 'if-match': String(waiting.headers['etag']) },
      body: {},
    });
    expect(stale.status).toBe(412);
    expect((await step(app, id, 'publication', steering)).body).toMatchObject({ version: 2, status: 'published' });
    expect((await read(id)).body.factSheet.title).toEqual({ it: 'Edizione 3' });
    // Given back by the secretariat: the correction is handed in at once.
    await submit({ ...first, id: newId(), sourceVersion: 4 });
    await step(app, id, 'change-request', steering, { items: [{ pointer: '/title', comment: 'Say which edition.' }] });
    await submit({ ...first, id: newId(), sourceVersion: 5, factSheet: sheets[0] });
    expect((await step(app, id, 'publication', steering)).body).toMatchObject({ version: 3, status: 'published' });
  });

  it('shares its key with imports: each finds the practice of the other, and none of another owner', async () => {
    const submission = newSubmission();
    const other = await editorOf(app, newId());
    for (const by of [other, steering]) {
      const rows = JSON.stringify([{ ...completeSheet(), externalId: submission.externalId }]);
      const { body } = await importFile(app, 'rows.json', rows, { by, fields: { source: 'import', as: 'draft' } });
      await eventually(async () => (await app.call('GET', `/v1/imports/${body.id}`, { by })).body.state === 'done');
    }
    const { practiceId } = await submit(submission);
    expect((await read(practiceId)).body).toMatchObject({
      ownerMemberId: memberId,
      provenance: { kind: 'federation' },
    });
    const row = { ...completeSheet({ title: { it: 'Dalla tabella' } }), externalId: 'from-a-file' };
    const job = await importFile(app, 'rows.json', JSON.stringify([{ ...completeSheet(), externalId: submission.externalId }, row]), { by: editor }); // prettier-ignore
    await eventually(async () => (await app.call('GET', `/v1/imports/${job.body.id}`, { by: editor })).body.state === 'done'); // prettier-ignore
    const { items } = (await app.call('GET', `/v1/imports/${job.body.id}/rows`, { by: editor })).body;
    expect(items).toMatchObject([{ outcome: 'unchanged', practiceId }, { outcome: 'added' }]);
    const next = newSubmission({
      externalId: 'from-a-file',
      factSheet: completeSheet({ title: { it: 'Dal sistema' } }),
    });
    expect(await submit(next)).toMatchObject({ state: 'applied', practiceId: items[1].practiceId });
    expect((await read(items[1].practiceId)).body.provenance).toMatchObject({ kind: 'federation' });
  });

  it('waits for a member that is not known here yet, and refuses what a suspended one sent', async () => {
    const newMember = newId();
    const by = { roles: ['member-editor' as const], memberId: newMember };
    const [early, late] = [newSubmission(), newSubmission()];
    await handOver([early, late], by);
    await app.transport.publish([eventOf(early, newMember)]);
    expect(await outcomes(early.id)).toEqual([]);
    await editorOf(app, newMember);
    await eventually(async () => (await outcomes(early.id))[0]?.state === 'applied');
    await editorOf(app, newMember, 'suspended');
    await app.transport.publish([eventOf(late, newMember)]);
    expect(await outcomes(late.id)).toMatchObject([{ state: 'refused', refusal: 'member.suspended' }]);
  });

  it('tells the sender and the editor when it replaces what the editor had written', async () => {
    const first = newSubmission();
    const { practiceId } = await submit(first);
    const id = practiceId!;
    await step(app, id, 'change-request', steering, { items: [{ pointer: '/title', comment: 'Which edition?' }] });
    const written = await step(app, id, 'PUT', editor, completeSheet({ title: { it: 'Dalla redazione' } }));
    const queue = async (by: object) =>
      (await app.call('GET', '/v1/practices?waitingFor=me', { by })).body.items.map((item: { id: string }) => item.id);

    const settled = await submit({ ...first, id: newId(), sourceVersion: 2 });
    expect(settled).toMatchObject({
      state: 'applied', overwrote: { by: editorId, at: expect.any(String), pointers: ['/title/it', '/title/en'] },
    }); // prettier-ignore
    const read = await app.call('GET', `/v1/practices/${id}`, { by: editor });
    expect(read.body).toMatchObject({
      status: 'submitted',
      overwritten: { by: editorId, edit: { by: editorId, at: settled.overwrote!.at }, pointers: ['/title/it', '/title/en'] },
    }); // prettier-ignore
    expect(await queue(editor)).toContain(id);
    expect(await queue({ ...editor, id: 'a colleague' })).not.toContain(id);
    const late = await app.call('PUT', `/v1/practices/${id}`, {
      by: editor, headers: { 'if-match': String(written.headers['etag']) }, body: completeSheet(),
    }); // prettier-ignore
    expect(late).toMatchObject({
      status: 412,
      body: { changes: [{ kind: 'submit' }, { kind: 'overwrite', pointers: ['/title/it', '/title/en'] }] },
    });
    await step(app, id, 'publication', steering);
    expect((await app.call('GET', `/v1/practices/${id}`, { by: editor })).body).not.toHaveProperty('overwritten');
    expect(await queue(editor)).not.toContain(id);
  });

  describe('about a practice that was merged into another', () => {
    const later = {
      'an update': { factSheet: completeSheet({ title: { it: 'Più nuovo' } }) },
      'the same again': {},
      'a withdrawal': { withdraws: true, factSheet: null },
    };
    const cases = Object.entries(later).flatMap(([what, over]) =>
      [true, false].map((isPublished) => [isPublished ? 'published' : 'waiting', what, isPublished, over] as const),
    );
    it.each(cases)('are refused and name the other (%s, %s)', async (_, __, isPublished, over) => {
      const first = newSubmission();
      const { practiceId } = await submit(first);
      if (isPublished) await step(app, practiceId!, 'publication', steering);
      const into = await publish(app, await editorOf(app, newId()));
      const refused = { state: 'refused', practiceId, refusal: 'submission.merged', mergedInto: into };
      await step(app, practiceId!, 'merger', steering, { into, reason: 'The same.' });
      expect(await submit({ ...first, ...over, id: newId(), sourceVersion: 2 })).toMatchObject(refused);
      // Once the merger is reversed the same number is taken.
      await step(app, practiceId!, 'merger-reversal', steering, { reason: 'They are two.' });
      expect((await submit({ ...first, ...over, id: newId(), sourceVersion: 2 })).state).toMatch(/applied|unchanged/);
    });
  });

  it('are settled when an operator discards their event, and later ones continue', async () => {
    const [sick, broken] = [newSubmission(), newSubmission()];
    const second = { ...sick, id: newId(), sourceVersion: 2 };
    await handOver([sick, broken, second]);
    await app.dataSource.query(
      `create function refuse_given_up() returns trigger language plpgsql as $$ begin raise exception 'sick'; end $$;
       create trigger given_up before insert on source_mark for each row
         when (new.external_id = '${sick.externalId}' and new.source_version = 1) execute function refuse_given_up()`,
    );
    const { value, ...message } = eventOf(broken);
    const breach = {
      ...message,
      value: Buffer.from(JSON.stringify({ ...JSON.parse(String(value)), sourceVersion: -1 })),
    };
    await app.transport.publish([eventOf(sick), eventOf(second), breach]);
    const letters = app.app.get(DeadLetters);
    const waiting = (await letters.list({}, new Seek(), 10)).filter(({ reason }) => reason !== 'behind-parked');
    expect(waiting).toHaveLength(2);
    for (const { id } of waiting) await letters.discard(id, 'Cannot be mended.', 'operator');
    for (const { id } of [sick, broken])
      expect(await outcomes(id)).toMatchObject([{ state: 'refused', refusal: 'submission.given-up' }]);
    await eventually(async () => (await outcomes(second.id))[0]?.state === 'applied');
    const kept = await app.dataSource.query('select 1 from submission where content is not null and id = any($1)', [
      [sick.id, broken.id, second.id],
    ]);
    expect(kept).toEqual([]);
    await app.dataSource.query('drop trigger given_up on source_mark');
  });

  it('tells the sender when the content is gone', async () => {
    const lost = newSubmission();
    await app.transport.publish([eventOf(lost)]);
    expect(await outcomes(lost.id)).toMatchObject([{ state: 'refused', refusal: 'submission.content-lost' }]);
  });

  it('lets one that cannot be applied delay only its own stream', async () => {
    const [sick, behind, other] = [newSubmission(), newSubmission(), newSubmission()];
    const second = { ...behind, externalId: sick.externalId, sourceVersion: 2 };
    await handOver([sick, second, other]);
    await app.dataSource.query(
      `create function refuse_sick() returns trigger language plpgsql as $$ begin raise exception 'sick'; end $$`,
    );
    await app.dataSource.query(
      `create trigger sick before insert on source_mark for each row when (new.external_id = '${sick.externalId}') execute function refuse_sick()`,
    );
    await app.transport.publish([eventOf(sick), eventOf(second), eventOf(other)]);
    expect(await outcomes(other.id)).toMatchObject([{ state: 'applied' }]);
    expect(await outcomes(sick.id)).toEqual([]);
    await app.dataSource.query('drop trigger sick on source_mark');
    await eventually(async () => (await outcomes(second.id))[0]?.state === 'unchanged');
    expect(await outcomes(sick.id)).toMatchObject([{ state: 'applied' }]);
  });
});
