import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testApp, waitingAt, type TestApp } from '#testing';
import { networkApp } from '../network.app.js';

const application = {
  name: 'City of Tampere',
  kind: 'municipality',
  country: 'FI',
  contact: { name: 'Aino Example', email: 'aino@tampere.example' },
  consent: true,
};
const steering = { roles: ['steering' as const] };

describe('membership', () => {
  let network: TestApp;
  beforeAll(async () => {
    network = await testApp(networkApp);
  });
  afterAll(() => network.close());

  const apply = async (overrides: object = {}) => {
    const answer = await network.call('POST', '/v1/membership-applications', {
      body: { ...application, ...overrides },
    });
    expect(answer.status).toBe(201);
    return answer.body.id as string;
  };
  const decide = (id: string, decision: string) =>
    network.call('POST', `/v1/membership-applications/${id}/decision`, {
      by: steering,
      body: { decision, reason: 'As agreed.' },
    });

  it('makes an approved applicant a member that everyone can see, without its contact', async () => {
    const id = await apply();
    const decided = await decide(id, 'approve');
    expect(decided).toMatchObject({ status: 200, body: { status: 'approved' } });
    const member = await network.call('GET', `/v1/members/${decided.body.memberId}`);
    expect(member.body).toMatchObject({ name: 'City of Tampere', status: 'approved', country: 'FI' });
    expect(member.headers['etag']).toBe('"1"');
    expect(JSON.stringify(member.body)).not.toContain('aino');
  });

  it('makes a rejected applicant no member, and decides only once', async () => {
    const id = await apply({ name: 'Town of Nowhere', contact: { name: 'N', email: 'n@nowhere.example' } });
    expect((await decide(id, 'reject')).body).toEqual({ status: 'rejected' });
    expect((await decide(id, 'approve')).body).toMatchObject({ status: 409, code: 'membership-application.state' });
  });

  it('waits for the steering committee, and for nobody else, until it is decided', async () => {
    const waitingFor = (by: object) => waitingAt('/v1/waiting', (path) => network.call('GET', path, { by }));
    const ids = [await apply({ name: 'Town of Waiting' }), await apply({ name: 'Town of Hope' })];
    const since = expect.any(String);
    expect(await waitingFor(steering)).toEqual({ 'application-to-decide': { count: 2, due: null, since } });
    for (const role of ['member-editor', 'reviewer', 'official', 'admin']) expect(await waitingFor({ roles: [role] })).toEqual({}); // prettier-ignore
    for (const id of ids) await decide(id, 'reject');
    expect(await waitingFor(steering)).toEqual({});
  });

  it('keeps the events of one member in one stream, free of gaps', async () => {
    const id = await apply({
      name: 'Region of Lapland',
      kind: 'region',
      contact: { name: 'L', email: 'l@lapland.example' },
    });
    const { memberId } = (await decide(id, 'approve')).body;
    for (const step of ['suspension', 'reinstatement', 'ending']) {
      const answer = await network.call('POST', `/v1/members/${memberId}/${step}`, {
        by: steering,
        body: { reason: 'Because.' },
      });
      expect(answer.status).toBe(200);
    }
    const events = await network.dataSource.query(
      'select sequence, type from outbox where stream_id = $1 order by sequence',
      [memberId],
    );
    expect(events).toEqual([
      { sequence: '1', type: 'eu.lra-network.member.approved.v1' },
      { sequence: '2', type: 'eu.lra-network.member.suspended.v1' },
      { sequence: '3', type: 'eu.lra-network.member.reinstated.v1' },
      { sequence: '4', type: 'eu.lra-network.member.ended.v1' },
    ]);
  });

  it('counts members by country and kind, each without the filter of the same name', async () => {
    for (const [n, [country, kind]] of (
      [
        ['SE', 'region'],
        ['SE', 'province'],
        ['NO', 'region'],
      ] as const
    ).entries()) {
      const contact = { name: 'C', email: `c@counted-${n}.example` };
      await decide(await apply({ name: `Counted ${n}`, country, kind, contact }), 'approve');
    }
    const list = async (query: string) => (await network.call('GET', `/v1/members?limit=100&${query}`)).body;
    const facetOf = (name: string, items: Record<string, string>[]) =>
      [...new Set(items.map((item) => item[name]!))]
        .map((code) => ({ code, count: items.filter((item) => item[name] === code).length }))
        .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
    const { facets, items } = await list('facets=country,kind&kind=region&country=SE');
    expect(items.map(({ name }: { name: string }) => name)).toEqual(['Counted 0']);
    expect(facets).toEqual({
      country: facetOf('country', (await list('kind=region')).items),
      kind: facetOf('kind', (await list('country=SE')).items),
    });
    expect(facets.kind).toHaveLength(2);
  });

  it('lists all members of a network on one page, in whatever order one needs them', async () => {
    await network.dataSource.query(
      `insert into member (id, name, kind, country, status, since, revision)
       select gen_random_uuid(), 'Village ' || n, 'municipality', 'MT', 'approved', '2026-01-01', 1 from generate_series(1, 101) n`,
    );
    const list = (limit: number) => network.call('GET', `/v1/members?country=MT&total=true&limit=${limit}`);
    const { items, total, next } = (await list(1000)).body;
    expect([items.length, total, next]).toEqual([101, 101, null]);
    const { status, body } = await list(1001);
    expect([status, body.errors[0].pointer]).toEqual([422, '/limit']);
  });

  it('finds members by a part of their name, whatever its case and accents', async () => {
    const id = await apply({ name: 'Città di Forlì' });
    const { memberId } = (await decide(id, 'approve')).body;
    const found = async (q: string) =>
      (await network.call('GET', `/v1/members?q=${encodeURIComponent(q)}`)).body.items.map(
        (one: { id: string }) => one.id,
      );
    expect([await found('FORLI'), await found('forl%')]).toEqual([[memberId], []]);
  });

  it('tells the steering committee alone how a membership came to its state, the last change first', async () => {
    const { memberId } = (await decide(await apply(), 'approve')).body;
    await network.call('POST', `/v1/members/${memberId}/suspension`, { by: steering, body: { reason: 'Dues.' } });
    const history = (query: string, by: object = steering) =>
      network.call('GET', `/v1/members/${memberId}/history${query}`, { by });
    const first = await history('?limit=1&total=true');
    expect(first.body).toMatchObject({ total: 2, items: [{ status: 'suspended', reason: 'Dues.' }] });
    const { items } = (await history(`?cursor=${first.body.next}`)).body;
    expect(items).toMatchObject([{ status: 'approved', reason: 'As agreed.' }]);
    expect((await history('', { roles: ['member-editor'], memberId })).status).toBe(403);
    expect(
      (await network.call('GET', `/v1/members/01995d3c-0000-7000-8000-000000000000/history`, { by: steering })).status,
    ).toBe(404);
  });

  it('lists members by their ids', async () => {
    const { items } = (await network.call('GET', '/v1/members?limit=3')).body;
    const [first, , third] = items as { id: string }[];
    expect((await network.call('GET', `/v1/members?id=${first!.id},${third!.id}`)).body.items).toEqual([first, third]);
    expect((await network.call('GET', '/v1/members?id=x')).status).toBe(422);
  });

  it('lists applications with what waits longest first, and says since when', async () => {
    for (const name of ['Queue A', 'Queue B']) {
      const contact = { name: 'C', email: `c@${name.replace(' ', '-')}.example` };
      await network.call('POST', '/v1/membership-applications', { body: { ...application, name, contact } });
    }
    const { body } = await network.call('GET', '/v1/membership-applications?status=applied&limit=100', {
      by: { roles: ['steering'] },
    });
    const items = body.items as { name: string; submittedAt: string }[];
    expect(items.map(({ name }) => name).slice(-2)).toEqual(['Queue A', 'Queue B']);
    const times = items.map(({ submittedAt }) => submittedAt);
    expect(times.every((time) => !Number.isNaN(Date.parse(time)))).toBe(true);
    expect(times).toEqual([...times].sort());
  });

  it('tells anyone but the steering committee nothing about applications', async () => {
    expect((await network.call('GET', '/v1/membership-applications')).status).toBe(401);
    expect((await network.call('GET', '/v1/membership-applications', { by: { roles: ['admin'] } })).status).toBe(403);
  });

  it('takes five applications a day from one mail domain, also when they come at once', async () => {
    const from = (n: number, domain: string, local = `n${n}`) =>
      network.call('POST', '/v1/membership-applications', {
        body: { ...application, name: `Town ${n}`, contact: { name: 'N', email: `${local}@${domain}` } },
      });
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => from(n, n % 2 ? 'busy.example' : 'BUSY.example')),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    const refused = answers.find(({ status }) => status !== 201);
    expect(refused?.body).toMatchObject({ status: 429, code: 'membership-application.too-many' });
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
    expect((await from(9, 'calm.example')).status).toBe(201);
    // However the address is written: what stands before the last @ may hold others.
    for (const [n, local] of ['"n@d1"', '"n@d2.example"', '"busy.example"', '"a b"'].entries()) {
      expect([local, (await from(n, 'Busy.example', local)).status]).toEqual([local, 429]);
    }
    for (let n = 0; n < 5; n += 1) {
      const domain = n % 2 ? 'm\u00fcnchen.example' : 'XN--MNCHEN-3YA.example';
      expect((await from(n, domain, `"n@${n}"`)).status).toBe(201);
    }
    expect((await from(9, 'mu\u0308nchen.example')).status).toBe(429);
  });

  it.each([
    ['Città di Torino', 'citta di  TORINO', 'IT'],
    ['Δήμος Πάτρας', 'ΔΗΜΟΣ ΠΑΤΡΑΣ', 'GR'],
    ['Stadt Gießen', 'STADT GIESSEN', 'DE'],
    ['Diyarbakır', 'DİYARBAKIR', 'TR'],
  ])('shows steering, and nobody else, that %s looks like %s', async (name, other, country) => {
    const first = await apply({ name, country, contact: { name: 'A', email: `a@${country}.one.example` } });
    const { memberId } = (await decide(first, 'approve')).body;
    const again = await network.call('POST', '/v1/membership-applications', {
      body: { ...application, name: other, country, contact: { name: 'B', email: `b@${country}.two.example` } },
    });
    expect(again.body).toEqual({ id: expect.any(String), status: 'applied' });
    const read = await network.call('GET', `/v1/membership-applications/${again.body.id}`, { by: steering });
    expect(read.body.duplicates).toEqual([expect.objectContaining({ memberId, applicationId: null, name })]);
  });

  it('refuses what is not valid and names the field', async () => {
    const answer = await network.call('POST', '/v1/membership-applications', {
      body: { ...application, consent: false, contact: { name: 'A', email: 'nobody' }, extra: 1 },
    });
    expect(answer.status).toBe(422);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body.errors.map((place: { pointer: string }) => place.pointer).sort()).toEqual([
      '/consent',
      '/contact/email',
      '/extra',
    ]);
  });

  it.each([
    ['FI197', 'FI', 201],
    ['EL303', 'GR', 201],
    ['UKI31', 'GB', 201],
    ['FI999', 'FI', 422],
    ['ITC4', 'FI', 422],
    ['fi197', 'FI', 422],
  ])(
    'takes a NUTS code that there is, in the country of the applicant: %s in %s',
    async (nutsCode, country, status) => {
      const contact = { name: 'N', email: `n@${nutsCode}-${country}.example` };
      const answer = await network.call('POST', '/v1/membership-applications', {
        body: { ...application, name: nutsCode, country, nutsCode, contact },
      });
      expect(answer.status).toBe(status);
      if (status === 422) expect(answer.body.errors).toMatchObject([{ pointer: '/nutsCode' }]);
    },
  );

  describe('repeated under an Idempotency-Key by callers without a credential', () => {
    const url = '/v1/membership-applications';
    const applyFrom = (address: string, domain: string, name = 'Twice') =>
      network.call('POST', url, {
        headers: { 'idempotency-key': 'k-1', 'x-forwarded-for': address },
        body: { ...application, name, contact: { name: 'T', email: `t@${domain}` } },
      });

    it('gets the first answer, from wherever in its network it comes', async () => {
      const first = await applyFrom('203.0.113.8:50001', 'twice.example');
      expect(first.status).toBe(201);
      expect(await applyFrom('203.0.113.8:50002', 'twice.example')).toMatchObject({ status: 201, body: first.body });
      const byV6 = await applyFrom('[2001:db8:1:2::1]:443', 'six.example');
      expect(await applyFrom('2001:db8:1:2:ffff::9', 'six.example')).toMatchObject({ status: 201, body: byV6.body });
    });

    it('is an application of its own when somebody else has sent the same, or something else from the same address', async () => {
      const first = await applyFrom('203.0.113.9', 'keys.example');
      const others = [
        await applyFrom('203.0.113.10', 'keys.example'),
        await applyFrom('203.0.113.9', 'keys.example', 'Neighbour'),
      ];
      expect(others.map(({ status }) => status)).toEqual([201, 201]);
      expect(new Set([first, ...others].map(({ body }) => body.id as string)).size).toBe(3);
    });
  });
});
