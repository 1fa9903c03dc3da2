import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SnapshotItem } from '#contracts';
import { newId, UnitOfWork } from '#database';
import { testApp, type TestApp } from '#testing';
import { networkApp } from '../../network.app.js';
import { Member } from '../member.js';
import { MemberRepository } from '../member.repository.js';
import { memberWorkflow, type MembershipAction } from '../member.workflow.js';

describe('the snapshot of members', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp(networkApp);
  });
  afterAll(() => app.close());

  const decision = (effectiveOn: string) => ({ effectiveOn, reason: 'Decided.', decidedBy: 'steering' });

  /** A member with the history that these wishes make, as far as they are allowed. */
  const withHistory = async (wishes: readonly MembershipAction[]): Promise<void> => {
    const id = newId();
    await app.app.get(UnitOfWork).run(async (tx) => {
      const identity = {
        id,
        name: 'City',
        kind: 'municipality',
        country: 'FI',
        place: null,
        nutsCode: null,
        website: null,
      } as const;
      const member = Member.admit(identity, decision('2027-01-01'));
      for (const [n, wish] of wishes.entries()) {
        if (!memberWorkflow.table[member.status][wish]) continue;
        const day = `2027-01-0${n + 2}`;
        member.change(wish, decision(day), day, '2027-01-01');
      }
      await app.app.get(MemberRepository).save(tx, member);
    });
  };

  it('tells of each member, whatever its history, the last event again with the number of its stream', async () => {
    const action = fc.constantFrom<MembershipAction[]>('suspend', 'reinstate', 'end');
    const each: MembershipAction[][] = [[], ['suspend'], ['suspend', 'reinstate'], ['end']];
    const histories = [...each, ...fc.sample(fc.array(action, { maxLength: 6 }), 36)];
    for (const history of histories) await withHistory(history);
    const last = await app.dataSource.query<{ subject: string; sequence: string; type: string; data: unknown }[]>(
      `select distinct on (stream_id) stream_id as subject, sequence, type, data from outbox order by stream_id, sequence desc`,
    );
    const { body } = await app.call('GET', '/v1/snapshots/members');
    expect(body).toMatchObject({ next: null, total: 40 });
    const told = (body.items as SnapshotItem[]).map(({ subject, sequence, event }) => {
      expect(event).toMatchObject({ subject, sequence, source: '/network' });
      return { subject, sequence, type: event?.type, data: event?.data };
    });
    expect(told).toEqual(last);
    expect(new Set(last.map(({ type }) => type)).size).toBe(4);
  });
});
