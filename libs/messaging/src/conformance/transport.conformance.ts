import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { eventually } from '#testing';
import { EventFlow, flowDatabase, frozen, streams, upTo, type FlowDatabase, type MakeTransport } from './event-flow.js';

/** How long the slow handler takes where no group can be considered dead: longer than the lease of its relay. */
const SLOW_MS = 700;

/**
 * What every transport must guarantee between outbox and effect, on a real database: order per stream, each effect
 * once, nothing lost, and no message that stops the others. Call it at the top of a spec file.
 *
 * @param sessionMs silence after which the transport considers a member of a group dead, in milliseconds
 */
export function transportConformance(name: string, makeTransport: MakeTransport, sessionMs = 0): void {
  describe(`${name}, from outbox to effect`, () => {
    let on: FlowDatabase;
    let flow: EventFlow;

    beforeAll(async () => {
      Logger.overrideLogger(['fatal']); // the tests themselves cause most of what is logged below
      on = await flowDatabase();
    });
    beforeEach(() => {
      flow = new EventFlow(on, makeTransport);
    });
    afterEach(async () => {
      await flow.stop();
      await on.clear();
    });
    afterAll(() => on.drop());

    it('keeps the order of 50 streams and has each of 10,000 effects once, for eight writers and two groups', async () => {
      const ids = streams(50);
      await flow.start('first', 'second');
      await flow.startRelay();
      await Promise.all(upTo(WRITERS).map((writer) => write(flow, ids, writer)));
      const expected = Object.fromEntries(ids.map((id) => [id, upTo(200)]));
      await flow.untilEffects('first', expected, 60_000);
      await flow.untilEffects('second', expected, 60_000);
      expect(await flow.effects('first')).toEqual(expected);
      expect(await flow.effects('second')).toEqual(expected);
      await eventually(async () => (await flow.unmarked()) === 0);
      for (const group of ['first', 'second']) expect(await flow.waiting(group)).toEqual([]);
    }, 150_000);

    it('has the effect once when the session of its transaction ends between effect and commit', async () => {
      const [one, other] = streams(2) as [string, string];
      let crashes = 2;
      flow.failing = async (_, { subject, sequence }, tx) => {
        if (subject !== one || sequence !== '2' || crashes-- <= 0) return;
        await tx.query('select pg_terminate_backend(pg_backend_pid())');
      };
      await flow.start('first');
      await flow.startRelay();
      await flow.append([one, other, one, one]);
      const expected = { [one]: [1, 2, 3], [other]: [1] };
      await flow.untilEffects('first', expected);
      expect(await flow.effects('first')).toEqual(expected);
      expect(await flow.waiting('first')).toEqual([]);
      expect(crashes).toBeLessThanOrEqual(0);
    });

    it('has the effects once and in order when a handler takes longer than a session and the lease of a relay', async () => {
      const [slow, other] = streams(2) as [string, string];
      const handled: string[] = [];
      flow.failing = async (_, { subject, sequence }) => {
        handled.push(`${subject}/${sequence}`);
        if (handled.length === 1) await pause(Math.max(SLOW_MS, sessionMs + 1_000));
      };
      const lease = { leaseMs: 300, pollMs: 50 };
      await flow.start('first');
      await flow.startRelay(lease);
      await flow.startRelay(lease);
      await flow.append([slow]);
      await eventually(() => handled.length === 1);
      await flow.append([slow, other]);
      const expected = { [slow]: [1, 2], [other]: [1] };
      await flow.untilEffects('first', expected, sessionMs + 10_000);
      expect(await flow.effects('first')).toEqual(expected);
      expect(handled.filter((key) => key === `${slow}/1`)).toEqual([`${slow}/1`]);
      expect(flow.origins).toEqual([...new Set(flow.origins)]); // the member has kept its place
      await eventually(async () => (await flow.unmarked()) === 0);
    });

    it('drops what the relay sends again because its mark was lost', async () => {
      const [one, other, last] = streams(3) as [string, string, string];
      await flow.start('first');
      await flow.startRelay();
      await flow.append([one, other, one]);
      await flow.untilEffects('first', { [one]: [1, 2], [other]: [1] });
      await eventually(async () => (await flow.unmarked()) === 0);

      await on.dataSource.query('update outbox set published_at = null');
      await flow.append([one, other, last]);

      await eventually(async () => (await flow.unmarked()) === 0);
      const expected = { [one]: [1, 2, 3], [other]: [1, 2], [last]: [1] };
      await flow.untilEffects('first', expected);
      expect(await flow.effects('first')).toEqual(expected);
      expect(await flow.waiting('first')).toEqual([]);
    });

    it('drops what comes again because the transport did not learn that the group had committed', async () => {
      const [one, other] = streams(2) as [string, string];
      let crashes = 2;
      let handed = 0;
      flow.committed = () => {
        handed += 1;
        if (crashes-- > 0) throw new Error('the process has ended');
      };
      await flow.start('first');
      await flow.startRelay();
      await flow.append([one, other, one, one]);
      await eventually(async () => handed >= 3 && (await flow.unmarked()) === 0);
      const expected = { [one]: [1, 2, 3], [other]: [1] };
      await flow.untilEffects('first', expected);
      expect(await flow.effects('first')).toEqual(expected);
    });

    it('drops messages with an id that was applied before', async () => {
      const [one] = streams(1) as [string];
      await flow.start('first');
      const [m1, m2, m3] = [flow.message(one, 1), flow.message(one, 2), flow.message(one, 3)];
      await flow.transport.publish([m1, m1, m2]);
      await flow.transport.publish([m2, m1, m3]);
      await flow.untilEffects('first', { [one]: [1, 2, 3] });
      expect(await flow.effects('first')).toEqual({ [one]: [1, 2, 3] });
      expect(await flow.waiting('first')).toEqual([]);
    });

    it('parks an event whose handler fails, lets the stream wait behind it and the others go on, then releases in order', async () => {
      const [guilty, innocent] = streams(2) as [string, string];
      let broken = true;
      flow.failing = (_, { subject, sequence }) => {
        if (broken && subject === guilty && sequence === '2') throw new Error('no room for two');
      };
      await flow.start('first', 'second');
      await flow.startRelay();
      await flow.append([guilty, guilty, innocent, guilty, innocent]);
      await flow.append([guilty]);
      await flow.untilEffects('second', { [innocent]: [1, 2] });
      await flow.untilEffects('first', { [guilty]: [1], [innocent]: [1, 2] });
      await eventually(async () => (await flow.waiting('first')).length === 3);
      expect(await flow.effects('first')).toEqual({ [guilty]: [1], [innocent]: [1, 2] });
      expect(await flow.waiting('first')).toMatchObject([
        { state: 'parked', sequence: 2, reason: 'handler-failed', detail: 'no room for two', attempts: 3 },
        { state: 'parked', sequence: 3, reason: 'behind-parked', attempts: 0 },
        { state: 'parked', sequence: 4, reason: 'behind-parked', attempts: 0 },
      ]);

      await flow.retryNow('first');
      expect((await flow.waiting('first'))[0]).toMatchObject({ attempts: 3 });
      await flow.retryLater('first');
      expect((await flow.waiting('first'))[0]).toMatchObject({ sequence: 2, attempts: 4 });

      broken = false;
      await flow.retryLater('first');
      await flow.append([guilty]);
      await flow.untilEffects('first', { [guilty]: upTo(5), [innocent]: [1, 2] });
      expect(await flow.effects('first')).toEqual({ [guilty]: upTo(5), [innocent]: [1, 2] });
      expect(await flow.waiting('first')).toEqual([]);
    });

    it('makes an event that fails at every attempt a dead letter, behind which its stream waits', async () => {
      const [guilty, innocent] = streams(2) as [string, string];
      flow.failing = (_, { subject }) => {
        if (subject === guilty) throw new Error('never');
      };
      await flow.start('first');
      await flow.startRelay();
      await flow.append([guilty, guilty]);
      await eventually(async () => (await flow.waiting('first')).length === 2);
      for (let attempt = 3; attempt < 7; attempt += 1) await flow.retryLater('first');
      await flow.append([guilty, innocent]);
      await flow.untilEffects('first', { [innocent]: [1] });
      expect(await flow.effects('first')).toEqual({ [innocent]: [1] });
      await eventually(async () => (await flow.waiting('first')).length === 3);
      expect(await flow.waiting('first')).toMatchObject([
        { state: 'dead', sequence: 1, reason: 'handler-failed', detail: 'never', attempts: 6 },
        { state: 'parked', sequence: 2 },
        { state: 'parked', sequence: 3 },
      ]);
    });

    it('buries what cannot be read or breaks its schema, once, and goes on', async () => {
      const [one, other] = streams(2) as [string, string];
      await flow.start('first');
      const good = flow.message(one, 1);
      const unreadable = { ...flow.message(one, 2), value: Buffer.from([0xff, 0xfe]) };
      const stray = { ...good, headers: { ce_specversion: '1.0' } };
      const breach = flow.message(other, 1, { data: { n: 'many' } });
      await flow.transport.publish([good, unreadable, stray, breach, flow.message(one, 2)]);
      await flow.transport.publish([unreadable, stray, breach, flow.message(one, 3)]);
      await flow.untilEffects('first', { [one]: [1, 2, 3] });
      expect(await flow.effects('first')).toEqual({ [one]: [1, 2, 3] });
      const dead = await flow.waiting('first');
      expect(dead.map(({ state, reason, detail }) => `${state}: ${reason}: ${detail}`).sort()).toEqual([
        'dead: not-an-event: header ce_id is missing',
        'dead: not-an-event: the value is not JSON in UTF-8',
        'dead: schema-breach: data/n must be integer',
      ]);
    });

    it('lets a stream with a gap wait, and releases it when the missing event comes', async () => {
      const [one, other] = streams(2) as [string, string];
      await flow.start('first');
      await flow.transport.publish([1, 3, 4].map((sequence) => flow.message(one, sequence)));
      await flow.transport.publish([flow.message(other, 1)]);
      await flow.untilEffects('first', { [one]: [1], [other]: [1] });
      await eventually(async () => (await flow.waiting('first')).length === 2);
      await flow.retryNow('first');
      expect(await flow.effects('first')).toEqual({ [one]: [1], [other]: [1] });
      expect(await flow.waiting('first')).toMatchObject([
        { state: 'parked', sequence: 3, reason: 'gap', detail: 'sequence 3 waits for 2' },
        { state: 'parked', sequence: 4, reason: 'gap' },
      ]);

      await flow.transport.publish([flow.message(one, 2)]);
      await flow.untilEffects('first', { [one]: [1, 2], [other]: [1] });
      await flow.retryNow('first');
      expect(await flow.effects('first')).toEqual({ [one]: [1, 2, 3, 4], [other]: [1] });
      expect(await flow.waiting('first')).toEqual([]);
      await flow.transport.publish([flow.message(one, 5)]);
      await flow.untilEffects('first', { [one]: upTo(5), [other]: [1] });
    });

    it('skips a type that the group does not know, and the stream goes on', async () => {
      const [one] = streams(1) as [string];
      await flow.start('first');
      await flow.startRelay();
      await flow.append([one]);
      await flow.append([one, one], flow.unheard);
      await flow.append([one]);
      await flow.untilEffects('first', { [one]: [1, 4] });
      expect(await flow.effects('first')).toEqual({ [one]: [1, 4] });
      expect(flow.group('first').unknownTypes).toBe(2);
      expect(await flow.waiting('first')).toEqual([]);
    });

    it('loses nothing over a restart in the middle of the streams', async () => {
      const ids = streams(5);
      const expected = Object.fromEntries(ids.map((id) => [id, upTo(60)]));
      await flow.start('first', 'second');
      await flow.startRelay({ batch: 20 });
      for (let round = 1; round <= 30; round += 1) await flow.append(ids);
      await eventually(async () => (await flow.countOfEffects()) > 30);
      await flow.stop();
      expect(await flow.countOfEffects()).toBeLessThan(600);
      for (let round = 1; round <= 30; round += 1) await flow.append(ids);

      await flow.start('first', 'second');
      await flow.startRelay();
      await flow.untilEffects('first', expected);
      await flow.untilEffects('second', expected);
      expect(await flow.effects('first')).toEqual(expected);
      expect(await flow.effects('second')).toEqual(expected);
    });

    it('finishes what is in hand before a group leaves, and keeps the rest for its return', async () => {
      const [one] = streams(1) as [string];
      let enter!: () => void;
      let leave!: () => void;
      const entered = new Promise<void>((resolve) => (enter = resolve));
      const left = new Promise<void>((resolve) => (leave = resolve));
      flow.committed = () => {
        enter();
        return left;
      };
      await flow.start('first');
      await flow.startRelay();
      await flow.append([one]);
      await entered;
      let isGone = false;
      const going = flow.transport.unsubscribe(flow.idOf('first')).then(() => (isGone = true));
      await flow.append([one]);
      expect(isGone).toBe(false);
      leave();
      await going;
      flow.committed = () => undefined;
      await flow.stop();
      expect(await flow.effects('first')).toEqual({ [one]: [1] });

      await flow.start('first');
      await flow.startRelay();
      await flow.untilEffects('first', { [one]: [1, 2] });
      expect(await flow.effects('first')).toEqual({ [one]: [1, 2] });
    });

    it('has each effect once and in order with two relays on one outbox', async () => {
      const ids = streams(10);
      const expected = Object.fromEntries(ids.map((id) => [id, upTo(30)]));
      await flow.start('first');
      const short = { leaseMs: 300, pollMs: 20, batch: 25 };
      const leader = await flow.startRelay(short);
      await flow.startRelay(short);
      for (const round of upTo(30)) {
        await flow.append(ids);
        if (round === 15) await leader.stop();
      }
      await flow.untilEffects('first', expected);
      expect(await flow.effects('first')).toEqual(expected);
    });

    it('goes on with another relay when one is frozen, and drops what that sends when it wakes', async () => {
      const [one, other] = streams(2) as [string, string];
      await flow.start('first');
      const gate = frozen(flow.transport);
      const sleeper = await flow.startRelay({ leaseMs: 300 }, gate.transport);
      await flow.append([one, other, one]);
      await gate.reached;
      await flow.startRelay({ leaseMs: 300, pollMs: 50 });
      await flow.append([one, other]);
      await flow.untilEffects('first', { [one]: [1, 2, 3], [other]: [1, 2] });
      gate.thaw();
      await sleeper.stop();
      await flow.append([one, other]);
      const expected = { [one]: upTo(4), [other]: upTo(3) };
      await flow.untilEffects('first', expected);
      expect(await flow.effects('first')).toEqual(expected);
      expect(await flow.waiting('first')).toEqual([]);
    });
  });
}

const WRITERS = 8;

/**
 * One of the writers that together fill 50 streams with 200 events each: twenty per transaction, mixed over the
 * streams.
 */
async function write(flow: EventFlow, ids: readonly string[], writer: number): Promise<void> {
  const all = Array.from(
    { length: ids.length * 200 },
    (_, n) => ids[(n * 7 + Math.floor(n / ids.length)) % ids.length]!,
  );
  for (let from = 20 * (writer - 1); from < all.length; from += 20 * WRITERS)
    await flow.append(all.slice(from, from + 20));
}
