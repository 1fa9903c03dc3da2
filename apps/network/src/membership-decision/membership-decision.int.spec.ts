import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import { roles, type Principal } from '#identity';
import { pagesOf, statementsOf, testApp, type TestApp } from '#testing';
import { networkApp } from '../network.app.js';

interface Decision {
  readonly act: string;
  readonly name: string;
  readonly by: string;
  readonly at: string;
}

const anna = { id: newId(), roles: ['steering' as const] };
const bea = { id: newId(), roles: ['steering' as const] };

describe('decisions on members and applications', () => {
  let network: TestApp;
  let memberId: string;
  let rejected: string;
  beforeAll(async () => {
    network = await testApp(networkApp);
    const apply = async (name: string): Promise<string> => {
      const contact = { name: 'Office', email: `office@${name.toLowerCase()}.example` };
      const body = { name, kind: 'municipality', country: 'FI', contact, consent: true };
      return (await network.call('POST', '/v1/membership-applications', { body })).body.id as string;
    };
    const decide = async (id: string, decision: string, by: Partial<Principal>) =>
      (await network.call('POST', `/v1/membership-applications/${id}/decision`, { by, body: { decision, reason: `${decision} it` } })).body; // prettier-ignore
    ({ memberId } = await decide(await apply('Tampere'), 'approve', anna));
    rejected = await apply('Nowhere');
    await decide(rejected, 'reject', bea);
    await apply('Waiting');
    for (const [change, by] of [['suspension', anna], ['reinstatement', bea], ['ending', anna]] as const) {
      await network.call('POST', `/v1/members/${memberId}/${change}`, { by, body: { reason: `The ${change}.` } });
    } // prettier-ignore
  });
  afterAll(() => network.close());

  const read = (query = '', by: Partial<Principal> = anna) =>
    network.call('GET', `/v1/membership-decisions?${query}`, { by });
  const decisions = async (query = ''): Promise<Decision[]> => (await read(query)).body.items as Decision[];
  const acts = async (query: string) => (await decisions(query)).map(({ act }) => act);

  it('are listed with who decided what, when, why and on whom, the newest first; an approval once, as the admission', async () => {
    const all = await decisions();
    expect(all.map(({ act, name, by }) => [act, name, by])).toEqual([
      ['end', 'Tampere', anna.id],
      ['reinstate', 'Tampere', bea.id],
      ['suspend', 'Tampere', anna.id],
      ['reject', 'Nowhere', bea.id],
      ['admit', 'Tampere', anna.id],
    ]);
    const day = expect.stringMatching(/^\d{4}-\d\d-\d\d$/);
    expect(all[2]).toEqual({
      act: 'suspend', name: 'Tampere', memberId, applicationId: null, effectiveOn: day, reason: 'The suspension.', by: anna.id, at: expect.any(String),
    }); // prettier-ignore
    expect(all[3]).toMatchObject({ memberId: null, applicationId: rejected, effectiveOn: null, reason: 'reject it' });
    expect(all[4]).toMatchObject({ memberId, reason: 'approve it' });
    expect(JSON.stringify(all)).not.toContain('office@');
  });

  it('are narrowed to one person and to days of Brussels, both included', async () => {
    expect(await acts(`by=${bea.id}`)).toEqual(['reinstate', 'reject']);
    await network.dataSource.query(
      `update member_status set recorded_at = '2026-06-30T21:59:59Z' where status = 'suspended'`,
    );
    await network.dataSource.query(
      `update membership_application set decided_at = '2026-06-30T22:00:00Z' where status = 'rejected'`,
    );
    expect(await acts('until=2026-06-30')).toEqual(['suspend']);
    expect(await acts('since=2026-06-30&until=2026-07-01')).toEqual(['reject', 'suspend']);
    expect(await acts('since=2026-07-01&until=2026-07-01')).toEqual(['reject']);
  });

  it('are read page by page there and back, also those of one moment, and counted', async () => {
    const moment = '2026-07-01T10:00:00.123Z';
    await network.dataSource.query('update member_status set recorded_at = $1', [moment]);
    await network.dataSource.query('update membership_application set decided_at = $1 where id = $2', [moment, rejected]); // prettier-ignore
    const get = (path: string) => network.call('GET', path, { by: anna });
    const { there, back } = await pagesOf(get, '/v1/membership-decisions?limit=2');
    expect(there.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(back).toEqual(there);
    expect(there.flat()).toEqual(await decisions());
    expect((await read(`total=true&by=${anna.id}`)).body.total).toBe(3);
  });

  it.each(roles.map((role) => [role, ['steering', 'admin'].includes(role)] as const))(
    'are shown to the role %s: %s',
    async (role, isShown) => {
      expect((await read('', { id: newId(), roles: [role], memberId: newId() })).status).toBe(isShown ? 200 : 403);
    },
  );

  it('are read from their indexes, however many there are', async () => {
    await network.dataSource.query(
      `insert into member (id, name, kind, country, status, since)
       select gen_random_uuid(), 'X', 'municipality', 'FI', 'approved', '2026-01-01' from generate_series(1, 2000)`,
    );
    await network.dataSource.query(
      `insert into member_status (member_id, status, effective_on, reason, decided_by, recorded_at)
       select id, 'approved', '2026-01-01', 'x', n % 100, '2026-01-01'::timestamptz + n * interval '1 minute'
         from (select id, row_number() over () as n from member cross join generate_series(1, 10)) as made`,
    );
    await network.dataSource.query(
      `insert into membership_application (id, name, kind, country, status, consented_at, decided_by, decided_at, reason, created_at)
       select gen_random_uuid(), 'X', 'municipality', 'FI', 'rejected', now(), n % 100, '2026-01-01'::timestamptz + n * interval '1 minute', 'x', now()
         from generate_series(1, 20000) n`,
    );
    await network.dataSource.query('analyze member, member_status');
    await network.dataSource.query('analyze membership_application');
    const { next } = (await read()).body as { next: string };
    for (const query of ['', `cursor=${next}`, 'by=7', 'since=2026-01-03&until=2026-01-04']) {
      const asked = await statementsOf(async (headers) => {
        expect((await network.call('GET', `/v1/membership-decisions?${query}`, { by: anna, headers })).status).toBe(
          200,
        );
      });
      const [list] = asked.filter(({ text }) => text.includes('membership_application'));
      const plan = (await network.dataSource.query<object[]>(`explain ${list!.text}`, [...list!.parameters]))
        .flatMap(Object.values)
        .join('\n');
      expect([query, plan]).toEqual([query, expect.not.stringContaining('Seq Scan')]);
      const column = query.startsWith('by') ? 'by' : 'at';
      for (const index of ['member_status', 'membership_application_rejected'])
        expect([query, plan]).toEqual([query, expect.stringContaining(`using ${index}_${column}`)]);
    }
  });
});
