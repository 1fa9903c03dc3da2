import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  happened, SUBMISSION_HANDOVER_PATH, submissionHandedOver, submissionSettled, type DataOf, type HandedOverSubmission,
} from '#contracts'; // prettier-ignore
import { newId, Seek } from '#database';
import { DeadLetters } from '#messaging';
import { MOST_PLACES } from '#problems';
import { eventually, pagesOf } from '#testing';
import {
  json,
  memberEvent,
  testGateway,
  type Answered,
  type Received,
  type TestGateway,
} from '../../test/test-gateway.js';
import { SubmissionRepository } from './submission.repository.js';

const PATH = '/v1/submissions';
const NDJSON = { 'content-type': 'application/x-ndjson' };
const sheet = { originalLanguage: 'fi', title: { fi: 'Kielikahvila' } };

describe('submissions at the gateway', () => {
  let gateway: TestGateway;
  let memberId: string;
  let token: string;

  beforeAll(async () => {
    gateway = await testGateway({ env: { LRA_RATE_LIMIT: '100000' } });
    memberId = newId();
    ({ token } = await gateway.client({ roles: ['member-editor'], memberId }));
    registryTakesAll();
  });
  afterAll(() => gateway.close());
  afterEach(() => registryTakesAll());

  /** The registry, as the test plays it: what it says of each submission that it is given. */
  const registryAnswers = (answer: (submissions: HandedOverSubmission[], received: Received) => [number, object]) => {
    gateway.upstream.state.respond = (received, response) => {
      if (received.url !== SUBMISSION_HANDOVER_PATH) {
        json(response, 404, {});
        return;
      }
      const { submissions } = JSON.parse(received.body.toString()) as { submissions: HandedOverSubmission[] };
      const [status, body] = answer(submissions, received);
      json(response, status, body);
    };
  };
  const taken = (submissions: readonly HandedOverSubmission[]): [number, object] => [
    200,
    { items: submissions.map(({ id }) => ({ id, errors: [] })) },
  ];
  const registryTakesAll = () => registryAnswers(taken);
  const registryAway = () => registryAnswers(() => [503, {}]);

  const one = (over: object = {}) => ({ externalId: `e-${newId()}`, sourceVersion: 1, factSheet: sheet, ...over });
  const submit = (body: object, as = token) => gateway.call('POST', PATH, { token: as, body });
  const read = (id: string, as = token) => gateway.call('GET', `${PATH}/${id}`, { token: as });
  const idOf = ({ status, body, text }: Answered): string => {
    if (status !== 202) throw new Error(text);
    return (body as { id: string }).id;
  };

  /** Events about a submission that left through the outbox. */
  const told = (id: string) =>
    gateway.dataSource.query<{ streamId: string; data: DataOf<typeof submissionHandedOver> }[]>(
      `select stream_id as "streamId", data from outbox where type = $1 and data ->> 'id' = $2`,
      [submissionHandedOver.type, id],
    );
  const handedOver = (id: string) => eventually(async () => (await told(id))[0]);

  const sequences = new Map<string, number>();
  const settle = async (id: string, over: Partial<DataOf<typeof submissionSettled>> = {}) => {
    const { streamId } = await handedOver(id);
    const sequence = (sequences.get(streamId) ?? 0) + 1;
    sequences.set(streamId, sequence);
    const data = { id, state: 'applied', practiceId: newId(), refusal: null, href: `${PATH}/${id}`, ...over };
    const { topic, ...event } = happened(submissionSettled, streamId, data);
    await gateway.publish(topic, {
      specversion: '1.0', id: newId(), source: '/practices', time: '2026-05-01T10:00:00.000Z', datacontenttype: 'application/json',
      sequence: String(sequence), ...event,
    }); // prettier-ignore
    return data;
  };

  it('accepts one, hands its content over in the name of its sender, tells the event, and keeps the content no longer', async () => {
    const retrievedAt = '2026-05-01T12:00:00+02:00';
    const body = one({ sourceVersion: 7, sourceUrl: 'https://city.example/p/7', retrievedAt });
    const accepted = await submit(body);
    const id = idOf(accepted);
    expect(accepted).toMatchObject({ body: { id, state: 'accepted' }, headers: { location: `${PATH}/${id}` } });
    const { streamId, data } = await handedOver(id);
    expect(data).toEqual({ id, memberId, sourceVersion: 7, withdraws: false, href: `${PATH}/${id}` });
    const received = gateway.upstream.received.at(-1)!;
    expect(JSON.parse(received.body.toString())).toEqual({
      submissions: [{ id, externalId: body.externalId, sourceVersion: 7, withdraws: false, sourceUrl: 'https://city.example/p/7', retrievedAt: '2026-05-01T10:00:00.000Z', factSheet: sheet }],
    }); // prettier-ignore
    const identity = await gateway.verifier.verify(received.headers['x-lra-identity'] as string);
    expect(identity).toMatchObject({ roles: ['member-editor'], memberId });
    const [row] = await gateway.dataSource.query<object[]>('select content, stream_id from submission where id = $1', [
      id,
    ]);
    expect(row).toEqual({ content: null, stream_id: streamId });
    expect((await read(id)).body).toEqual({
      id, externalId: body.externalId, sourceVersion: 7, withdraws: false, state: 'accepted', acceptedAt: expect.any(String),
    }); // prettier-ignore
  });

  it('tells the sender what became of it, also under the external id', async () => {
    const body = one();
    const id = idOf(await submit(body));
    const { practiceId } = await settle(id);
    expect((await read(id)).body).toMatchObject({ state: 'applied', practiceId, settledAt: expect.any(String) });
    const late = idOf(await submit({ ...body, sourceVersion: 0 }));
    await settle(late, { state: 'superseded', practiceId });
    const newest = await gateway.call('GET', `${PATH}/by-external-id?externalId=${body.externalId}`, { token });
    expect(newest.body).toMatchObject({ id, state: 'applied' });
    const refused = idOf(await submit({ ...body, sourceVersion: 2 }));
    await settle(refused, { state: 'refused', practiceId: null, refusal: 'submission.version-reused' });
    expect((await read(refused)).body).toMatchObject({
      state: 'refused',
      errors: [
        { pointer: '/sourceVersion', code: 'submission.version-reused', detail: expect.stringContaining('Raise') },
      ],
    });
  });

  it('names the practice into which theirs was merged, and whose work a submission has replaced', async () => {
    const [merged, overwriting] = [idOf(await submit(one())), idOf(await submit(one()))];
    const into = newId();
    await settle(merged, { state: 'refused', refusal: 'submission.merged', mergedInto: into });
    expect((await read(merged)).body).toMatchObject({
      state: 'refused',
      errors: [{ pointer: '/externalId', code: 'submission.merged', detail: expect.stringContaining(into) }],
    });
    const overwrote = { by: newId(), at: '2026-05-01T09:00:00.000Z', pointers: ['/title/fi'] };
    await settle(overwriting, { overwrote });
    expect((await read(overwriting)).body).toMatchObject({ state: 'applied', overwrote });
  });

  it.each([
    ['cannot be applied', { state: 'of-tomorrow' }],
    ['breaks its schema', { state: 'Of Tomorrow!' }],
  ])('does not leave one accepted for ever of which the outcome %s and is given up', async (_, over) => {
    const id = idOf(await submit(one()));
    await settle(id, over);
    expect((await read(id)).body).toMatchObject({ state: 'accepted' });
    const letters = gateway.app.get(DeadLetters);
    for (const letter of await letters.list({}, new Seek(), 10)) await letters.discard(letter.id, 'Lost.', 'operator');
    expect((await read(id)).body).toMatchObject({ state: 'refused', errors: [{ code: 'submission.outcome-lost' }] });
  });

  it('tells refusals of a later build by their code, and leaves a settled one as it is', async () => {
    const id = idOf(await submit(one()));
    await settle(id, { state: 'refused', practiceId: null, refusal: 'submission.of-tomorrow' });
    await settle(id, { state: 'applied' });
    expect((await read(id)).body).toMatchObject({ state: 'refused', errors: [{ code: 'submission.of-tomorrow' }] });
  });

  it('tells what the registry finds wrong with the sheet, and does not hand that one to the event', async () => {
    const errors = [
      { pointer: `/factSheet/${'😀'.repeat(400)}`, code: 'unknown-field', detail: 'This field is unknown.' },
    ];
    registryAnswers((submissions) => [200, { items: submissions.map(({ id }) => ({ id, errors })) }]);
    const id = idOf(await submit(one()));
    const { body } = await eventually(async () => {
      const seen = await read(id);
      return seen.body.state !== 'accepted' && seen;
    });
    expect(body).toMatchObject({ state: 'refused', errors: [{ code: 'unknown-field', detail: errors[0]!.detail }] });
    expect(body.errors[0].pointer.length).toBeLessThanOrEqual(500);
    expect(await told(id)).toEqual([]);
    expect(await gateway.dataSource.query('select content from submission where id = $1', [id])).toEqual([
      { content: null },
    ]);
  });

  it('accepts while the registry is away, and hands everything over in order once it is back', async () => {
    registryAway();
    const body = one();
    const ids: string[] = [];
    for (let n = 1; n <= 3; n += 1) ids.push(idOf(await submit({ ...body, sourceVersion: n })));
    const before = gateway.upstream.received.length;
    await eventually(() => gateway.upstream.received.length > before + 1); // it keeps trying
    expect(await told(ids[0]!)).toEqual([]);
    expect((await read(ids[0]!)).body.state).toBe('accepted');
    registryTakesAll();
    await handedOver(ids[2]!);
    const sent = await gateway.dataSource.query<{ id: string }[]>(
      `select data ->> 'id' as id from outbox where data ->> 'id' = any($1) order by sequence`,
      [ids],
    );
    expect(sent.map(({ id }) => id)).toEqual(ids);
  });

  it('lets one that the registry cannot take hold up its own external id alone', async () => {
    const sick = one();
    registryAnswers((submissions) =>
      submissions.some(({ externalId }) => externalId === sick.externalId) ? [500, {}] : taken(submissions),
    );
    const body = [sick, { ...sick, sourceVersion: 2 }, one(), one()].map((line) => JSON.stringify(line)).join('\n');
    const answer = await gateway.call('POST', PATH, { token, headers: NDJSON, body });
    const ids = answer.text.trim().split('\n').map((line) => (JSON.parse(line) as { id: string }).id); // prettier-ignore
    await handedOver(ids[2]!);
    await handedOver(ids[3]!);
    expect(await told(ids[0]!)).toEqual([]);
    expect(await told(ids[1]!)).toEqual([]);
    registryTakesAll();
    const [first, second] = [await handedOver(ids[0]!), await handedOver(ids[1]!)];
    expect(first.streamId).toBe(second.streamId);
  });

  it('refuses what the registry cannot read, instead of trying for ever', async () => {
    registryAnswers(() => [413, { code: 'request.too-large' }]);
    const id = idOf(await submit(one()));
    await eventually(async () => (await read(id)).body.state === 'refused');
    expect((await read(id)).body.errors).toMatchObject([{ pointer: '/factSheet', code: 'request.too-large' }]);
  });

  it('tells the event once, however many instances hand the same one over', async () => {
    registryAway();
    const id = idOf(await submit(one()));
    const rows = gateway.app.get(SubmissionRepository);
    const [seen] = (await rows.waitingOf(memberId, 100)).filter((waiting) => waiting.id === id);
    expect(seen).toBeDefined();
    registryTakesAll();
    await handedOver(id);
    // Another instance that had read it before comes too late.
    await gateway.dataSource.transaction(async (tx) => expect((await rows.stillWaiting(tx, [id])).size).toBe(0));
    expect(await told(id)).toHaveLength(1);
  });

  it('takes a practice back in the same stream; what was never sent is not there', async () => {
    const body = one();
    const id = idOf(await submit(body));
    const { streamId } = await handedOver(id);
    const query = `externalId=${body.externalId}&sourceVersion=2`;
    const withdrawal = await gateway.call('DELETE', `${PATH}/by-external-id?${query}`, { token });
    expect(withdrawal).toMatchObject({ status: 202, body: { state: 'accepted' } });
    expect(await handedOver(idOf(withdrawal))).toMatchObject({ streamId, data: { withdraws: true, sourceVersion: 2 } });
    expect((await read(idOf(withdrawal))).body).toMatchObject({ withdraws: true, sourceVersion: 2 });
    const unknown = await gateway.call('DELETE', `${PATH}/by-external-id?externalId=nothing&sourceVersion=2`, {
      token,
    });
    expect(unknown.status).toBe(404);
    for (const bad of ['externalId=x', 'sourceVersion=1', 'externalId=x&sourceVersion=-1', 'externalId=x&sourceVersion=1e3', 'externalId=x&sourceVersion=9007199254740992']) {
      expect((await gateway.call('DELETE', `${PATH}/by-external-id?${bad}`, { token })).status).toBe(422);
    } // prettier-ignore
  });

  it('repeats the answer to an Idempotency-Key', async () => {
    const [body, headers] = [one(), { 'idempotency-key': newId() }];
    const first = await gateway.call('POST', PATH, { token, headers, body });
    const again = await gateway.call('POST', PATH, { token, headers, body });
    expect(again.body).toEqual(first.body);
    expect((await gateway.call('POST', PATH, { token, headers, body: one() })).status).toBe(422);
  });

  describe('who may', () => {
    it('is the member alone: others’ submissions are not there, other roles have none', async () => {
      const body = one();
      const id = idOf(await submit(body));
      const other = await gateway.client({ roles: ['member-editor'], memberId: newId() });
      expect((await read(id, other.token)).status).toBe(404);
      const externalId = `externalId=${body.externalId}`;
      const call = (method: 'GET' | 'DELETE', query: string) =>
        gateway.call(method, `${PATH}/by-external-id?${query}`, { token: other.token });
      expect((await call('GET', externalId)).status).toBe(404);
      expect((await call('DELETE', `${externalId}&sourceVersion=9`)).status).toBe(404);
      expect((await gateway.call('GET', PATH, { token: other.token })).body).toEqual({
        items: [],
        next: null,
        previous: null,
      });
      // The same external id of another member is another thing.
      const theirs = idOf(await submit(body, other.token));
      expect((await handedOver(theirs)).streamId).not.toBe((await handedOver(id)).streamId);
      for (const roles of [['steering'], ['official'], ['admin']] as const) {
        const client = await gateway.client({ roles: [...roles] });
        expect((await submit(body, client.token)).status).toBe(403);
        expect((await read(id, client.token)).status).toBe(403);
      }
      expect((await gateway.call('POST', PATH, { body })).status).toBe(401);
      expect((await gateway.call('GET', PATH)).status).toBe(401);
    });

    it('is not a suspended member, who may still read', async () => {
      const suspended = newId();
      const client = await gateway.client({ roles: ['member-editor'], memberId: suspended });
      const id = idOf(await submit(one(), client.token));
      await gateway.publish('lra.network.member', memberEvent(suspended, 'approved', 1));
      await gateway.publish('lra.network.member', memberEvent(suspended, 'suspended', 2));
      expect(await submit(one(), client.token)).toMatchObject({ status: 403, body: { code: 'member.suspended' } });
      const lines = await gateway.call('POST', PATH, {
        token: client.token,
        headers: NDJSON,
        body: JSON.stringify(one()),
      });
      expect(lines).toMatchObject({ status: 403, body: { code: 'member.suspended' } });
      expect((await read(id, client.token)).status).toBe(200);
    });
  });

  it.each<[string, object, string]>([
    ['no external id', { externalId: undefined }, '/externalId'],
    ['a blank external id', { externalId: ' ' }, '/externalId'],
    ['too long an external id', { externalId: 'a'.repeat(501) }, '/externalId'],
    ['no version', { sourceVersion: undefined }, '/sourceVersion'],
    ['a version in quotes', { sourceVersion: '1' }, '/sourceVersion'],
    ['a negative version', { sourceVersion: -1 }, '/sourceVersion'],
    ['a broken version', { sourceVersion: 1.5 }, '/sourceVersion'],
    ['a version that is no safe integer', { sourceVersion: 2 ** 53 }, '/sourceVersion'],
    ['a list for the fact sheet', { factSheet: [] }, '/factSheet'],
    ['no fact sheet', { factSheet: undefined }, '/factSheet'],
    ['an address of another kind', { sourceUrl: 'ftp://city.example/x' }, '/sourceUrl'],
    ['an address with a password', { sourceUrl: 'https://a:b@city.example/x' }, '/sourceUrl'],
    ['a time without zone', { retrievedAt: '2026-05-01T10:00:00' }, '/retrievedAt'],
    ['a day that does not exist', { retrievedAt: '2026-02-30T10:00:00Z' }, '/retrievedAt'],
    ['a second that no clock here knows', { retrievedAt: '2026-06-30T23:59:60Z' }, '/retrievedAt'],
    ['an unknown field', { colour: 'red' }, '/colour'],
    ['a field that objects inherit, deep in the sheet', { factSheet: { a: { constructor: 1 } } }, '/factSheet/a/constructor'],
  ])('refuses %s at once', async (_, over, pointer) => {
    const answer = await submit(one(over));
    expect(answer).toMatchObject({ status: 422, body: { errors: [expect.objectContaining({ pointer })] } });
  }); // prettier-ignore

  describe('many at once', () => {
    const send = (body: unknown, headers: Record<string, string> = NDJSON) =>
      gateway.call('POST', PATH, { token, headers, body });
    const lines = (answer: Answered) => answer.text.trim().split('\n').map((line) => JSON.parse(line)); // prettier-ignore

    it('answers each line for itself', async () => {
      const [first, last] = [one(), one()];
      const body = [JSON.stringify(first), '', '{"externalId":', JSON.stringify(one({ sourceVersion: -1 })), `  ${JSON.stringify(last)}\r`].join('\n'); // prettier-ignore
      const answer = await send(body);
      expect(answer.status).toBe(202);
      expect(answer.headers['content-type']).toBe('application/x-ndjson; charset=utf-8');
      expect(lines(answer)).toEqual([
        { line: 1, id: expect.any(String), state: 'accepted' },
        { line: 3, status: 400, code: 'request.not-json', detail: expect.any(String) },
        { line: 4, status: 422, code: 'request.not-valid', detail: expect.any(String), errors: [expect.objectContaining({ pointer: '/sourceVersion' })] },
        { line: 5, id: expect.any(String), state: 'accepted' },
      ]); // prettier-ignore
      expect((await read(lines(answer)[3].id)).body.externalId).toBe(last.externalId);
      await handedOver(lines(answer)[0].id);
    });

    it('judges each line as strictly as a body, and tells so many places of one only', async () => {
      const unknown = Object.fromEntries(Array.from({ length: 400 }, (_, n) => [`k${n}`, n]));
      const twice = JSON.stringify(one()).replace('{', '{"sourceVersion":0,');
      const answer = await send([twice, JSON.stringify(one({ externalId: 'a\u0007' })), JSON.stringify({ ...one(), ...unknown })].join('\n'));
      expect(lines(answer)).toMatchObject([
        { line: 1, status: 422, errors: [{ pointer: '/sourceVersion', code: 'duplicate-key' }] },
        { line: 2, status: 422, errors: [{ pointer: '/externalId', code: 'control-character' }] },
        { line: 3, status: 422 },
      ]);
      expect(lines(answer)[2].errors).toHaveLength(MOST_PLACES);
    }); // prettier-ignore

    it('takes a thousand while they arrive, larger together than one body may be, and tells where it stopped', async () => {
      const padding = 'x'.repeat(2_000);
      const arriving = function* () {
        for (let n = 0; n < 1_002; n += 1) {
          const text = Buffer.from(`${JSON.stringify(one({ externalId: `many-${n}`, factSheet: { padding } }))}\n`);
          yield text.subarray(0, 700); // lines do not come in whole pieces
          yield text.subarray(700);
        }
      };
      const answers = lines(await send(arriving()));
      expect(answers).toHaveLength(1_001);
      expect(answers.slice(0, 1_000).map(({ state }) => state)).toEqual(
        Array.from({ length: 1_000 }, () => 'accepted'),
      );
      expect(answers[1_000]).toMatchObject({ line: 1_001, status: 413, code: 'submission.too-many-lines' });
      await handedOver(answers[999].id);
      const sizes = gateway.upstream.received.filter(({ url }) => url === SUBMISSION_HANDOVER_PATH).map(({ body }) => body.length); // prettier-ignore
      expect(Math.max(...sizes)).toBeLessThan(1_000_000); // what the registry takes in one body
    });

    it('refuses a line that is longer than a body may be, and takes the others', async () => {
      const answers = lines(await send(`${JSON.stringify(one())}\n${' '.repeat(1_200_000)}\n${JSON.stringify(one())}`));
      expect(answers).toMatchObject([{ line: 1, state: 'accepted' }, { line: 2, status: 413, code: 'request.too-large' }, { line: 3, state: 'accepted' }]); // prettier-ignore
    });

    it('says what is wrong with the body as a whole', async () => {
      expect(await send('\n \n')).toMatchObject({ status: 422, body: { code: 'submission.no-line' } });
      expect((await send(JSON.stringify(one()), { 'content-type': 'text/csv' })).status).toBe(415);
      const elsewhere = await gateway.call('POST', '/v1/clients', { token, headers: NDJSON, body: '{}' });
      expect(elsewhere).toMatchObject({ status: 415, body: { code: 'request.media-type' } });
    });

    it('keeps what was accepted before the body grew too large', async () => {
      const small = await testGateway({ env: { LRA_IMPORT_LIMIT: '1 MB', LRA_BODY_LIMIT: '10 kB' } });
      try {
        small.upstream.state.respond = (_, response) => json(response, 503, {});
        const { token: as } = await small.client({ roles: ['member-editor'], memberId });
        const arriving = function* () {
          for (let n = 0; n < 400; n += 1)
            yield Buffer.from(`${JSON.stringify(one({ factSheet: { a: 'x'.repeat(5_000) } }))}\n`);
        };
        const answer = await small.call('POST', PATH, { token: as, headers: NDJSON, body: arriving() });
        const answers = lines(answer);
        expect(answers.at(-1)).toMatchObject({ status: 413, code: 'request.too-large' });
        const { body } = await small.call('GET', `${PATH}?total=true&limit=1`, { token: as });
        expect(body.total).toBe(answers.length - 1);
        expect(body.total).toBeGreaterThan(100);
        const whole = Buffer.alloc(2_000_000, 0x20);
        expect((await small.call('POST', PATH, { token: as, headers: NDJSON, body: whole })).status).toBe(413);
      } finally {
        await small.close();
      }
    });
  });

  it('lists what the member sent, the newest first, by state and in pages', async () => {
    const member = newId();
    const client = await gateway.client({ roles: ['member-editor'], memberId: member });
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.push(idOf(await submit(one(), client.token)));
    await settle(ids[1]!, { state: 'refused', practiceId: null, refusal: 'submission.withdrawn' });
    const list = (query: string) => gateway.call('GET', `${PATH}?${query}`, { token: client.token });
    const refused = await list('state=refused&total=true');
    expect(refused.body).toMatchObject({
      items: [{ id: ids[1], errors: [{ pointer: '/externalId' }] }],
      next: null,
      total: 1,
    });
    const get = (path: string) => gateway.call('GET', path, { token: client.token });
    const { there, back } = await pagesOf(get, `${PATH}?limit=2&state=accepted,refused`);
    expect(there.flat()).toMatchObject([...ids].reverse().map((id) => ({ id })));
    expect(back).toEqual(there);
    expect((await list('state=gone')).status).toBe(422);
    expect((await list('cursor=x')).status).toBe(422);
  });

  it('forgets settled ones after 90 days, but for the newest of each external id', async () => {
    const body = one();
    const ids = [idOf(await submit(body)), idOf(await submit({ ...body, sourceVersion: 2 }))];
    for (const id of ids) await settle(id);
    await gateway.dataSource.query(`update submission set settled_at = settled_at - interval '91 days' where id = any($1)`, [ids]); // prettier-ignore
    await settle(idOf(await submit(one())));
    expect((await read(ids[0]!)).status).toBe(404);
    expect((await read(ids[1]!)).status).toBe(200);
  });
});
