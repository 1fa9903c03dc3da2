import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { happened, memberApproved, memberReinstated, type MemberStatus } from '#contracts';
import { newId } from '#database';
import type { Principal } from '#identity';
import { toMessage } from '#messaging';
import { eventually, testApp, type TestApp } from '#testing';
import { practicesApp } from '../practices.app.js';
import { PracticeRepository } from './practice.repository.js';
import { completeSheet, draft, editorOf, publish, steering, step, storePublished } from './practice.example.js';

type By = Partial<Principal>;

describe('the name of the owner', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp(practicesApp);
  });
  afterAll(() => app.close());

  /** Resolves once the registry has applied what network tells of a member. */
  const tell = async (memberId: string, sequence: number, name: string) => {
    const status: MemberStatus = 'approved';
    const { topic, ...event } = happened(sequence === 1 ? memberApproved : memberReinstated, memberId, {
      id: memberId, name, kind: 'municipality', country: 'FI', countries: ['FI'], status, effectiveOn: '2027-01-01', href: `/v1/members/${memberId}`,
    }); // prettier-ignore
    const envelope = { specversion: '1.0', id: newId(), source: '/network', time: '2027-01-01T00:00:00Z', datacontenttype: 'application/json' } as const; // prettier-ignore
    await app.transport.publish([toMessage(topic, { ...envelope, ...event, sequence: String(sequence) })]);
  };
  const editor = async (name: string): Promise<By & { memberId: string }> => {
    const memberId = newId();
    await tell(memberId, 1, name);
    return { id: `editor of ${memberId}`, roles: ['member-editor'], memberId };
  };
  const read = async (id: string, query = '', by?: By) => {
    const { body, headers } = await app.call('GET', `/v1/practices/${id}${query}`, by ? { by } : {});
    return { name: body.ownerName as unknown, tag: headers['etag'], body };
  };
  const listed = async (query: string, by?: By) =>
    (await app.call('GET', `/v1/practices?${query}`, by ? { by } : {})).body.items.map((one: any) => one.ownerName);

  it('is shown with its id wherever a practice is, to everyone and to its owner, and with each adoption', async () => {
    const [owner, other] = [await editor('Città di Torino "1861"\t\u0001'), await editor('Tampere')];
    const name = 'Città di Torino "1861"\t\u0001';
    const created = await app.call('POST', '/v1/practices', { by: owner, body: completeSheet() });
    expect(created).toMatchObject({ status: 201, body: { ownerMemberId: owner.memberId, ownerName: name } });
    const id = await publish(app, owner);
    const stepped = await step(app, id, 'PUT', owner, completeSheet({ notes: { en: 'Second.' } }));
    expect(stepped.body).toMatchObject({ ownerName: name });
    for (const by of [undefined, owner, steering, other])
      expect([(await read(id, '', by)).name, await listed(`member=${owner.memberId}`, by)]).toEqual([name, [name]]);
    expect([(await read(id, '?lang=de')).name, (await read(id, '?version=draft', owner)).name]).toEqual([name, name]);
    expect(await listed('status=draft', owner)).toEqual([name, name]);

    const adopted = await app.call('POST', `/v1/practices/${id}/adoptions`, { by: other, body: { status: 'planned' } });
    expect(adopted.body).toMatchObject({ memberId: other.memberId, memberName: 'Tampere' });
    for (const path of [`/v1/practices/${id}/adoptions`, `/v1/adoptions?member=${other.memberId}`])
      expect((await app.call('GET', path)).body.items).toMatchObject([{ memberName: 'Tampere' }]);
    const one = await app.call('GET', `/v1/practices/${id}/adoptions/${adopted.body.id}`);
    expect(one.body).toEqual(adopted.body);
  });

  it('is null for what is the secretariat’s, and until its owner is known here', async () => {
    const harvested = await draft(app, steering);
    expect((await read(harvested, '', steering)).body).toMatchObject({ ownerMemberId: null, ownerName: null });
    const owner = await editorOf(app, newId());
    const id = await publish(app, owner);
    await app.dataSource.query('delete from member where id = $1', [owner.memberId]);
    await step(app, id, 'translations/de', steering, { title: 'In Italien leben' });
    const before = await read(id);
    expect(before.name).toBeNull();
    await tell(owner.memberId!, 1, 'Lombardia');
    const after = await read(id);
    expect(after.body).toEqual({ ...before.body, ownerName: 'Lombardia' });
    expect(await listed(`member=${owner.memberId}`)).toEqual(['Lombardia']);
  });

  it('changes in the transaction that stores the new one, with the public tag, and with it alone', async () => {
    const owner = await editor('Before');
    const [id, withdrawn] = [await publish(app, owner), await publish(app, owner)];
    await step(app, withdrawn, 'withdrawal', owner, { reason: 'Over.' });
    expect(await read(id)).toMatchObject({ name: 'Before', tag: '"p1"' });
    await tell(owner.memberId, 2, 'Before');
    expect(await read(id)).toMatchObject({ name: 'Before', tag: '"p1"' });
    await tell(owner.memberId, 3, 'After');
    expect(await read(id)).toMatchObject({ name: 'After', tag: '"p2"' });
    expect((await read(id, '', owner)).name).toBe('After');
    expect((await app.call('GET', `/v1/practices/${withdrawn}`)).status).toBe(410);
    // What is written for another reason has the same bytes.
    const erased = await app.call('POST', '/v1/data-subjects/erasure', {
      by: { id: 'operator', roles: ['admin'] }, body: { email: 'ada@example.org', names: ['Ada Public'] },
    }); // prettier-ignore
    expect([erased.status, await read(id)]).toMatchObject([200, { name: 'After', tag: '"p3"' }]);
  });

  it('reaches any number of practices, in transactions of a bounded size', async () => {
    const owner = await editor('Before');
    await storePublished(
      app,
      Array.from({ length: 450 }, () => ({ sheet: completeSheet() })),
    );
    await app.dataSource.query(
      `with theirs as (update practice set owner_member_id = $1 where owner_member_id is null and status = 'published' returning id)
       update public_practice set owner_member_id = $1 from theirs where practice_id = id`,
      [owner.memberId],
    );
    const names = async () =>
      (await app.dataSource.query<{ name: string; n: number }[]>(
        `select body::jsonb ->> 'ownerName' as name, count(*)::integer as n from public_practice where owner_member_id = $1 group by 1 order by 1`,
        [owner.memberId],
      )); // prettier-ignore
    expect(await names()).toEqual([{ name: null, n: 450 }]);
    await tell(owner.memberId, 2, 'After');
    await eventually(async () => (await names()).length === 1);
    expect(await names()).toEqual([{ name: 'After', n: 450 }]);
    const sizes = await app.dataSource.query<{ n: number }[]>(
      'select count(*)::integer as n from public_practice where owner_member_id = $1 group by xmin',
      [owner.memberId],
    );
    expect(sizes.length).toBeGreaterThan(2);
  });

  it('is the new one also where a practice is just being published under the former one', async () => {
    const owner = await editor('Before');
    const id = await draft(app, owner);
    await step(app, id, 'submission', owner);
    const practices = app.app.get(PracticeRepository);
    let told: Promise<void> | undefined;
    await app.dataSource.transaction(async (tx) => {
      const practice = await practices.forUpdate(tx, id);
      practice.publish(null, { by: 'secretariat', as: ['steering'], at: new Date() });
      await practices.save(tx, [practice]);
      told = tell(owner.memberId, 2, 'After');
      const waits = `select from pg_locks where locktype = 'advisory' and not granted and pid <> pg_backend_pid()`;
      await Promise.race([told, eventually(async () => (await app.dataSource.query<unknown[]>(waits)).length > 0)]);
    });
    await told;
    await eventually(async () => (await read(id)).name === 'After');
  });
});
