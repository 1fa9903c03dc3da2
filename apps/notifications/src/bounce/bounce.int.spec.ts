import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { CloudEvent } from '#contracts';
import { Clock, newId } from '#database';
import { JobRunner } from '#jobs';
import { mailAddress } from '#spelling';
import { eventually, mailServer, testApp, type TestApp } from '#testing';
import { practiceEvent, practiceMessage } from '../../test/practice-event.js';
import { autoReply, complaint, eximReport, exchangeReport, postfixReport } from '../../test/reports.js';
import { CloseMailings } from '../mailing/close-mailings.js';
import { notificationsApp } from '../notifications.app.js';
import { ForgetUnconfirmed } from '../subscription/confirmation/forget-unconfirmed.js';
import { ForgetSuppressions } from '../suppression/forget-suppressions.js';

const DAY = 24 * 60;
const admin = { id: 'operator', roles: ['admin' as const] };

/** A clock that goes on by a minute whenever a test asks. */
class SetClock extends Clock {
  private moment = new Date('2027-03-26T12:00:00Z').getTime();
  override now = (): Date => new Date(this.moment);
  goOn(minutes = 1): void {
    this.moment += minutes * 60_000;
  }
}

describe('mail that comes back', () => {
  const clock = new SetClock();
  let server: Awaited<ReturnType<typeof mailServer>>;
  let app: TestApp;
  let count = 0;
  beforeAll(async () => {
    server = await mailServer();
    const env = { ...server.env, LRA_PUBLIC_URL: 'https://network.example', LRA_BOUNCE_MAIL: 'bounces@network.example' };
    app = await testApp(notificationsApp, { env, clock });
  }); // prettier-ignore
  afterEach(async () => {
    for (const table of ['subscription', 'suppressed_address']) await app.dataSource.query(`delete from ${table}`);
    server.received.length = 0;
    server.state.refuseRecipient = undefined;
  });
  afterAll(async () => {
    await app.close();
    await server.close();
  });

  const mailsTo = (address: string) => server.received.filter(({ to }) => keyOf(to[0]!) === keyOf(address));
  const keyOf = (address: string) => mailAddress(address)!.key;
  const untilMails = (address: string, most: number) =>
    eventually(() => mailsTo(address).length >= most && mailsTo(address));
  const untilQuiet = () =>
    eventually(async () => (await app.dataSource.query(`select from job where kind = 'mail'`)).length === 0);
  const ask = async (address = `reader${(count += 1)}@city.example`) => {
    const body = { channel: { type: 'email', address }, filter: {}, frequency: 'immediate' };
    const { status, body: made } = await app.call('POST', '/v1/subscriptions', { body });
    return { status, id: made.id as string, address, answer: Object.keys(made as object) };
  };
  const shown = async (token: string) => (await app.call('GET', `/v1/subscriptions/links/${token}`)).body;
  const confirmed = async (address?: string) => {
    const asked = await ask(address);
    const [sent] = (await untilMails(asked.address, 1)).slice(-1);
    const token = /\/subscriptions\/([\w-]+)/.exec(sent!.mail.text!)![1]!;
    expect((await app.call('POST', `/v1/subscriptions/confirmations/${token}`)).body.state).toBe('active');
    server.received.length = 0;
    return { ...asked, token, confirmation: sent! };
  };
  const publish = (...events: CloudEvent[]) => app.transport.publish(events.map(practiceMessage));
  const close = async () => {
    const closing = app.app.get(CloseMailings);
    while (await closing.run());
  };
  /** The next mail of news to a mailbox, once it is known to be sent. */
  const news = async (address: string) => {
    const before = mailsTo(address).length;
    clock.goOn(10);
    await publish(practiceEvent(newId(), 1));
    await close();
    const mails = await untilMails(address, before + 1);
    await untilQuiet();
    return mails.at(-1)!;
  };
  const report = (body: string, by: object = admin) =>
    app.call('POST', '/v1/operations/bounces', { by, body, headers: { 'content-type': 'message/rfc822' } });
  const deliveries = (id: string) =>
    app.dataSource.query(
      `select state, settled_at is not null as settled, (select error from delivery_attempt a where a.delivery_id = d.id order by number desc limit 1) as error
         from delivery d where subscription_id = $1 order by id`,
      [id],
    );

  it('has a sender of its own, in lower case, and a message id that stays, however often it is sent', async () => {
    const { address, confirmation } = await confirmed();
    const id = /^bounces\+(c[0-9a-f]{32}-[0-9a-f]{16})@network\.example$/.exec(confirmation.from)![1]!;
    expect(confirmation.from.split('@')[0]!.length).toBeLessThanOrEqual(64);
    expect(confirmation.mail.messageId).toBe(`<${id}@example.org>`);
    const first = await news(address);
    expect(first.mail.messageId).toBe(`<${/\+(.*)@/.exec(first.from)![1]}@example.org>`);
    const other = await news(address);
    expect(other.from).not.toBe(first.from);
    // As a process that ended before it had noted the acceptance.
    await app.dataSource.query(
      `insert into job (id, kind, data, state, due_at, created_at)
       select $1, 'mail', $2::jsonb || jsonb_build_object('data', jsonb_build_object('mailing', m.id)), 'ready', now(), now()
         from mailing m join subscription s on s.id = m.subscription_id where s.address = $3 order by due_at limit 1`,
      [newId(), JSON.stringify({ mail: 'digest', to: address, language: 'en' }), address],
    );
    await app.dataSource.query(`update mailing set state = 'closed'`);
    await app.dataSource.query(`update delivery set state = 'gathered'`);
    app.app.get(JobRunner).wake();
    const again = (await untilMails(address, 3)).at(-1)!;
    expect([again.from, again.mail.messageId]).toEqual([first.from, first.mail.messageId]);
  });

  it.each([
    ['Postfix', postfixReport],
    ['Exim', eximReport],
    ['Exchange', exchangeReport],
  ])('for good, as %s tells, ends all mails to the address, and a second report changes nothing', async (_, of) => {
    const reader = await confirmed();
    const also = await confirmed(reader.address.toUpperCase());
    const sent = await news(reader.address);
    await untilMails(reader.address, 2);
    const bounce = of({ messageId: sent.mail.messageId! });
    expect(await report(bounce)).toMatchObject({ status: 200, body: { outcome: 'suppressed' } });
    const state = async () => [await shown(reader.token), await shown(also.token)];
    const stopped = await state();
    expect(stopped).toMatchObject(Array(2).fill({ state: 'failed', lastError: { code: 'mail.suppressed' } }));
    clock.goOn();
    expect((await report(bounce)).body).toEqual({ outcome: 'unchanged' });
    expect((await report(of({ to: sent.from }))).body).toEqual({ outcome: 'unchanged' });
    expect(await state()).toEqual(stopped);
    await publish(practiceEvent(newId(), 1));
    clock.goOn(10);
    await close();
    await untilQuiet();
    expect(mailsTo(reader.address)).toHaveLength(2);
  });

  it('for now is only noted', async () => {
    const { address, token } = await confirmed();
    const { from } = await news(address);
    const late = postfixReport({ to: from, action: 'delayed', status: '4.4.1' });
    expect((await report(late)).body).toEqual({ outcome: 'noted' });
    const noted = await shown(token);
    expect(noted).toMatchObject({ state: 'active', lastError: { code: 'mail.delayed' } });
    clock.goOn();
    expect((await report(late)).body).toEqual({ outcome: 'unchanged' });
    expect(await shown(token)).toEqual(noted);
    expect((await report(eximReport({ to: from, action: 'delivered', status: '2.0.0' }))).body).toEqual({ outcome: 'unchanged' }); // prettier-ignore
    await news(address);
  });

  it('with a complaint ends the subscription that it is about, and no other', async () => {
    const reader = await confirmed();
    const also = await confirmed(reader.address);
    await news(reader.address);
    await untilMails(reader.address, 2);
    const [{ id }] = await app.dataSource.query('select id from mailing where subscription_id = $1', [reader.id]);
    const mine = mailsTo(reader.address).find(({ from }) => from.includes((id as string).replaceAll('-', '')))!;
    expect((await report(complaint({ messageId: mine.mail.messageId! }, 'not-spam'))).body.outcome).toBe('unchanged');
    expect((await report(complaint({ messageId: mine.mail.messageId! }))).body).toEqual({ outcome: 'ended' });
    expect((await app.call('GET', `/v1/subscriptions/links/${reader.token}`)).status).toBe(404);
    expect((await report(complaint({ messageId: mine.mail.messageId! }))).status).toBe(404);
    expect((await shown(also.token)).state).toBe('active');
  });

  it('is believed only by an id that was given to a mail, in a report, from an operator', async () => {
    const { address, token } = await confirmed();
    const { from } = await news(address);
    const forged = from.replace(/.{4}@/, (end) => (end === '0000@' ? '1111@' : '0000@'));
    const other = from.replace(/\+d/, '+c');
    for (const to of [forged, other, 'bounces@network.example', `bounces+d${'0'.repeat(32)}-${'0'.repeat(16)}@x.example`]) {
      expect(await report(postfixReport({ to }))).toMatchObject({ status: 404, body: { code: 'not-found' } });
    }
    for (const body of [autoReply(from), 'x', `To: ${from}\r\n\r\n${'\n'.repeat(100_000)}`]) {
      expect(await report(body)).toMatchObject({ status: 422, body: { code: 'bounce.not-a-report' } });
    }
    expect((await report(`${postfixReport({ to: from })}${'x'.repeat(250_000)}`)).status).toBe(413);
    expect((await report(`${postfixReport({ to: from })}${'x'.repeat(1_000_000)}`)).status).toBe(413);
    const json = app.call('POST', '/v1/operations/bounces', { by: admin, body: { mail: 'x' } });
    expect((await json).status).toBe(415);
    expect((await app.call('POST', '/v1/operations/bounces', { by: admin })).status).toBe(415);
    for (const by of [{ id: 'x', roles: ['steering'] }, { id: 'x', roles: ['member-editor'], memberId: newId() }]) {
      expect((await report(postfixReport({ to: from }), by)).status).toBe(403);
    }
    expect(await shown(token)).toMatchObject({ state: 'active', lastError: null });
  }); // prettier-ignore

  it('leads to no mails to the address in any spelling, and nobody who asks for them learns it', async () => {
    const { address } = await confirmed('Jürgen.Groß@MÜNCHEN.example');
    const { from } = await news(address);
    expect((await report(postfixReport({ to: from }))).body).toEqual({ outcome: 'suppressed' });
    await app.dataSource.query('delete from subscription');
    const stranger = await ask('nobody@city.example');
    for (const spelling of ['jürgen.groß@münchen.example', 'JÜRGEN.GROß@xn--mnchen-3ya.example', 'Jürgen.GROß@münchen.EXAMPLE']) {
      const asked = await ask(spelling);
      expect([asked.status, asked.answer]).toEqual([201, stranger.answer]);
    }
    await untilQuiet();
    expect(server.received.map(({ to }) => to[0])).toEqual([expect.anything(), 'nobody@city.example']);
    const stored = JSON.stringify(await app.dataSource.query('select * from suppressed_address'));
    expect(stored.toLowerCase()).not.toMatch(/rgen|nchen/);
  }); // prettier-ignore

  it('while its window was open ends what was gathered: it failed as suppressed', async () => {
    const { id, address } = await confirmed();
    const sent = await news(address);
    clock.goOn(1);
    await publish(practiceEvent(newId(), 1));
    expect((await report(postfixReport({ to: sent.from }))).body.outcome).toBe('suppressed');
    await close();
    expect(await deliveries(id)).toEqual([
      { state: 'delivered', settled: true, error: null },
      { state: 'failed', settled: true, error: 'mail.suppressed' },
    ]);
    // Also for a subscription that became active by another way.
    await app.dataSource.query(`update subscription set state = 'active'`);
    clock.goOn(10);
    await publish(practiceEvent(newId(), 1));
    clock.goOn(10);
    await close();
    await untilQuiet();
    expect((await deliveries(id)).at(-1)).toMatchObject({ state: 'failed', error: 'mail.suppressed' });
    expect(mailsTo(address)).toHaveLength(1);
  });

  it('is tried again when its reader starts it again by the link and confirms by a new mail; older reports no longer count', async () => {
    const { address, token, confirmation } = await confirmed();
    const sent = await news(address);
    const bounce = postfixReport({ to: sent.from });
    await report(bounce);
    clock.goOn();
    expect((await app.call('POST', `/v1/subscriptions/links/${token}/recovery`)).body.state).toBe('pending');
    const asked = (await untilMails(address, 2)).at(-1)!;
    expect(asked.mail.messageId).not.toBe(confirmation.mail.messageId);
    expect((await report(postfixReport({ to: confirmation.from }))).status).toBe(404);
    clock.goOn();
    expect((await app.call('POST', `/v1/subscriptions/confirmations/${token}`)).body).toMatchObject({ state: 'active', lastError: null }); // prettier-ignore
    for (const to of [sent.from, asked.from]) expect((await report(postfixReport({ to }))).body.outcome).toBe('unchanged');
    const next = await news(address);
    expect((await report(postfixReport({ to: next.from }))).body.outcome).toBe('suppressed');
  }); // prettier-ignore

  it('before its reader confirmed is not shown to who asked for it', async () => {
    const editor = { id: newId(), roles: ['member-editor' as const], memberId: newId() };
    const body = { channel: { type: 'email', address: 'aino@city.example' }, filter: {}, frequency: 'daily' };
    const { id } = (await app.call('POST', '/v1/subscriptions', { by: editor, body })).body;
    const [sent] = await untilMails('aino@city.example', 1);
    expect((await report(postfixReport({ to: sent!.from }))).body.outcome).toBe('suppressed');
    expect((await app.call('GET', `/v1/subscriptions/${id}`, { by: editor })).body).toMatchObject({ state: 'pending', lastError: null }); // prettier-ignore
  });

  it('at once, as the mail server refuses the recipient for good, counts the same; but not when it refuses us', async () => {
    const { address, token } = await confirmed();
    server.state.refuseRecipient = { responseCode: 550, message: '5.7.1 Relay access denied' };
    clock.goOn(10);
    await publish(practiceEvent(newId(), 1));
    await close();
    await eventually(async () => (await shown(token)).lastError !== null);
    expect((await shown(token)).state).toBe('active');
    server.state.refuseRecipient = { responseCode: 550 };
    clock.goOn(10);
    await publish(practiceEvent(newId(), 1));
    await close();
    expect(await eventually(async () => (await shown(token)).state === 'failed' && shown(token))).toMatchObject({ lastError: { code: 'mail.EENVELOPE 550' } }); // prettier-ignore
    server.state.refuseRecipient = undefined;
    await ask(address);
    await app.dataSource.query(`delete from job where kind = 'mail' and state = 'failed'`);
    await untilQuiet();
    expect(mailsTo(address)).toHaveLength(0);
  });

  it('can be lifted by an operator, and leaves with the person', async () => {
    const lift = (address: string, by: object = admin) =>
      app.call('DELETE', '/v1/operations/suppressed-addresses', { by, body: { address } });
    const { address } = await confirmed();
    const { from } = await news(address);
    await report(postfixReport({ to: from }));
    expect((await lift(address, { id: 'x', roles: ['steering'] })).status).toBe(403);
    expect((await lift('no address')).status).toBe(422);
    expect((await lift('other@city.example')).status).toBe(404);
    expect(await lift(address.toUpperCase())).toMatchObject({ status: 200, body: { outcome: 'lifted' } });
    expect((await lift(address)).status).toBe(404);
    await app.dataSource.query(`update subscription set state = 'active'`);
    const again = await news(address);
    expect((await report(postfixReport({ to: again.from }))).body.outcome).toBe('suppressed');
    const person = (path: string) => app.call('POST', `/v1/data-subjects/${path}`, { by: admin, body: { email: address.toUpperCase() } });
    const place = expect.objectContaining({ place: 'notifications.suppressed_address', count: 1 });
    expect((await person('search')).body.places).toContainEqual(place);
    expect((await person('erasure')).body.places).toContainEqual(place);
    expect(await app.dataSource.query('select from suppressed_address')).toEqual([]);
  }); // prettier-ignore

  it('no longer counts after 180 days, and is forgotten', async () => {
    const { address } = await confirmed();
    const { from } = await news(address);
    await report(postfixReport({ to: from }));
    const [{ days }] = await app.dataSource.query(
      'select (extract(epoch from until - since) / 86400)::int as days from suppressed_address',
    );
    expect(days).toBe(180);
    await app.dataSource.query('update suppressed_address set until = $1', [clock.now()]);
    await ask(address);
    await untilMails(address, 2);
    await app.app.get(ForgetSuppressions).run();
    expect(await app.dataSource.query('select from suppressed_address')).toEqual([]);
  });

  it('ends with the subscription of a reader who does not start it again for 180 days, or does not confirm for seven', async () => {
    const stopped = await confirmed();
    const { from } = await news(stopped.address);
    await report(postfixReport({ to: from }));
    const started = await confirmed();
    await report(postfixReport({ to: (await news(started.address)).from }));
    clock.goOn(100 * DAY);
    await app.call('POST', `/v1/subscriptions/links/${started.token}/recovery`);
    const forget = async () => {
      await app.app.get(ForgetUnconfirmed).run();
      return (await app.dataSource.query('select id from subscription order by id')).map(
        ({ id }: { id: string }) => id,
      );
    };
    expect(await forget()).toEqual([stopped.id, started.id]);
    clock.goOn(8 * DAY);
    expect(await forget()).toEqual([stopped.id]);
    clock.goOn(80 * DAY);
    expect(await forget()).toEqual([]);
  });
});
