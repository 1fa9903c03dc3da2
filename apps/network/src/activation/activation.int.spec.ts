import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#database';
import { ClockAhead, eventually, isTo, mailFiles, testApp, type TestApp } from '#testing';
import { networkApp } from '../network.app.js';

const HOUR_MS = 3_600_000;
const steering = { roles: ['steering' as const] };

describe('activation', () => {
  let network: TestApp;
  let dataDir: string;
  const clock = new ClockAhead();
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'lra-mail-'));
    const env = { LRA_DATA_DIR: dataDir, LRA_PUBLIC_URL: 'https://network.example' };
    network = await testApp(networkApp, { env, clock });
  });
  afterAll(async () => {
    await network.close();
    await rm(dataDir, { recursive: true });
  });

  const apply = async (email: string): Promise<string> => {
    const answer = await network.call('POST', '/v1/membership-applications', {
      body: {
        name: `City ${newId()}`,
        kind: 'municipality',
        country: 'FI',
        contact: { name: 'Aino', email },
        consent: true,
      },
    });
    return answer.body.id as string;
  };
  const decide = async (id: string, decision = 'approve') =>
    (
      await network.call('POST', `/v1/membership-applications/${id}/decision`, {
        by: steering,
        body: { decision, reason: 'As agreed.' },
      })
    ).body.memberId as string;
  /** The secrets of the links that were sent to this address. */
  const tokensTo = async (email: string, count = 1): Promise<string[]> =>
    eventually(async () => {
      const mails = (await mailFiles(dataDir)).filter(isTo(email));
      const tokens = mails.flatMap(
        ({ text }) => /https:\/\/network\.example\/v1\/activations\/(\S+)/.exec(text ?? '')?.[1] ?? [],
      );
      return tokens.length >= count && tokens;
    });
  const lookUp = (token: string) => network.call('POST', '/v1/activation-links/look-up', { body: { token } });
  const use = (token: string) => network.call('POST', '/v1/activation-links/use', { body: { token } });
  const renew = (id: string, by: object = steering) =>
    network.call('POST', `/v1/membership-applications/${id}/activation`, { by });
  const progress = async (id: string) =>
    (await network.call('GET', `/v1/membership-applications/${id}`, { by: steering })).body.activation;
  const approved = async () => {
    const email = `office@${newId()}.example`;
    const id = await apply(email);
    const memberId = await decide(id);
    const [token] = await tokensTo(email);
    return { id, email, memberId, token: token! };
  };

  it('is offered to the applicant by mail, with a link that says whose it is', async () => {
    const { memberId, token, id } = await approved();
    expect(token).toMatch(/^[\w-]{43}$/);
    const link = await lookUp(token);
    expect(link).toMatchObject({ status: 200, body: { memberId, clientId: expect.any(String) } });
    await eventually(async () => (await progress(id)).state === 'sent');
  });

  it('tells no committee of an application when no address is set for it', async () => {
    const { id, email } = await approved();
    await eventually(async () => (await progress(id)).state === 'sent');
    const told = (await mailFiles(dataDir)).filter(({ text }) => text?.includes(id) ?? false);
    expect(told).toEqual([]);
    expect((await mailFiles(dataDir)).filter(isTo(email))).toHaveLength(1);
  });

  it('keeps no secret of a link and no address where they are not needed: only a hash', async () => {
    const { token, email, id } = await approved();
    await eventually(async () => (await progress(id)).state === 'sent');
    for (const table of ['activation', 'activation_link', 'job', 'outbox']) {
      const text = JSON.stringify(await network.dataSource.query(`select t::text as row from ${table} t`));
      expect(text).not.toContain(token);
      expect(text).not.toContain(email);
    }
  });

  it('is not used up by looking: scanners of mail do that', async () => {
    const { token } = await approved();
    const first = await lookUp(token);
    expect(await lookUp(token)).toMatchObject({ status: 200, body: first.body });
  });

  it('answers 410 once it was used, and may be told so twice', async () => {
    const { token, id } = await approved();
    expect([(await use(token)).status, (await use(token)).status]).toEqual([204, 204]);
    expect((await lookUp(token)).body).toMatchObject({ status: 410, code: 'activation.used' });
    expect((await progress(id)).state).toBe('used');
  });

  it('answers 404 for what no mail ever held', async () => {
    const unknown = 'A'.repeat(43);
    expect((await lookUp(unknown)).body).toMatchObject({ status: 404, code: 'activation.unknown' });
    expect((await use(unknown)).status).toBe(404);
    expect((await lookUp('short')).status).toBe(422);
  });

  it('answers 410 after 72 hours; steering sends another link for the same client', async () => {
    const { token, id, email } = await approved();
    const { clientId } = (await lookUp(token)).body;
    clock.aheadMs += 72 * HOUR_MS - 60_000;
    expect((await lookUp(token)).status).toBe(200);
    clock.aheadMs += 60_000;
    expect((await lookUp(token)).body).toMatchObject({ status: 410, code: 'activation.expired' });
    expect((await progress(id)).state).toBe('expired');

    expect(await renew(id)).toMatchObject({ status: 202, body: { state: 'queued' } });
    const tokens = await tokensTo(email, 2);
    const fresh = tokens.find((other) => other !== token)!;
    expect((await lookUp(fresh)).body.clientId).toBe(clientId);
    expect((await lookUp(token)).status).toBe(410);
  });

  it('ends the links sent before when another is asked for', async () => {
    const { token, id, email } = await approved();
    await eventually(async () => (await progress(id)).state === 'sent');
    await renew(id);
    expect((await lookUp(token)).status).toBe(410);
    const tokens = await tokensTo(email, 2);
    expect((await lookUp(tokens.find((other) => other !== token)!)).status).toBe(200);
  });

  it('is renewed by steering alone, only for an approved applicant whose client was not yet made', async () => {
    const { token, id } = await approved();
    expect((await renew(id, { roles: ['admin'] })).status).toBe(403);
    expect((await renew(newId())).status).toBe(404);
    const rejected = await apply(`office@${newId()}.example`);
    expect((await renew(rejected)).body).toMatchObject({ status: 409, code: 'membership-application.state' });
    await decide(rejected, 'reject');
    expect((await renew(rejected)).body).toMatchObject({ status: 409, code: 'membership-application.state' });
    await use(token);
    expect((await renew(id)).body).toMatchObject({ status: 409, code: 'activation.used' });
  });

  it('does not double a mail that still waits, and counts the 72 hours from its sending', async () => {
    const email = `office@${newId()}.example`;
    const id = await apply(email);
    // The mail is not due yet, as after a failed attempt.
    await network.dataSource.query(`
      create function hold_back() returns trigger language plpgsql as
        $$ begin new.state := 'later'; new.due_at := new.due_at + interval '100 hours'; return new; end $$;
      create trigger hold_back before insert on job for each row execute function hold_back()`);
    await decide(id);
    expect((await progress(id)).state).toBe('queued');
    clock.aheadMs += 80 * HOUR_MS;
    await renew(id);
    const [token] = await tokensTo(email);
    expect((await lookUp(token!)).status).toBe(200);
    await network.dataSource.query('drop trigger hold_back on job; drop function hold_back');
    expect((await mailFiles(dataDir)).filter(isTo(email))).toHaveLength(1);
  });

  it('gives no client to a member that is suspended meanwhile', async () => {
    const { memberId, token } = await approved();
    await network.call('POST', `/v1/members/${memberId}/suspension`, { by: steering, body: { reason: 'Dues.' } });
    expect((await lookUp(token)).body).toMatchObject({ status: 409, code: 'activation.member-not-active' });
  });
});
