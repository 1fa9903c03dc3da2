import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { JobRunner } from '#jobs';
import { createApp } from '#app';
import { ClockAhead, eventually, keepLog, mailServer, showLog, testApp, type TestApp } from '#testing';
import { networkApp } from '../network.app.js';

const MINUTE_MS = 60_000;
const steering = { roles: ['steering' as const] };

describe('mail', () => {
  let server: Awaited<ReturnType<typeof mailServer>>;
  let network: TestApp;
  let clock: ClockAhead;
  const said: string[] = [];

  beforeEach(async () => {
    server = await mailServer();
    clock = new ClockAhead();
    const env = {
      ...server.env,
      LRA_STEERING_MAIL: 'committee@example.org',
    };
    network = await testApp(networkApp, { env, clock });
    keepLog(said);
  });
  afterEach(async () => {
    await network.close();
    await server.close();
    showLog();
  });

  const apply = (name: string, email = `aino@${name.toLowerCase()}.example`) =>
    network.call('POST', '/v1/membership-applications', {
      body: {
        name,
        kind: 'municipality',
        country: 'FI',
        contact: { name: 'Aino Example', email },
        consent: true,
      },
    });
  const rows = () =>
    network.dataSource.query<{ state: string; attempts: number; data: { to: string }; last_error: string | null }[]>(
      `select * from job where kind = 'mail' order by id`,
    );
  const advance = (ms: number) => {
    clock.aheadMs += ms;
    network.app.get(JobRunner).wake(); // it does not see that the clock was put forward
  };
  const arrived = (count: number) => eventually(() => server.received.length >= count);

  it('comes from the network, answers go to the committee, and a repetition is known by its id', async () => {
    await apply('Tampere');
    await arrived(1);
    const { to, mail } = server.received[0]!;
    expect(to).toEqual(['committee@example.org']);
    expect(mail.from?.address).toBe('network@example.org');
    expect(mail.replyTo?.[0]?.address).toBe('committee@example.org');
    expect(mail.messageId).toMatch(/^<[0-9a-f-]{36}@example\.org>$/);
    expect(mail.headers).toContainEqual(expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }));
  });

  it('leaves nothing behind once it is sent', async () => {
    await apply('Tampere');
    await arrived(1);
    await eventually(async () => (await rows()).length === 0);
  });

  it('is a page that names its language and loads nothing, and plain text that says the same', async () => {
    await apply('Tampere');
    await arrived(1);
    const { subject, html = '', text = '' } = server.received[0]!.mail;
    expect(html).toContain('<html lang="en">');
    expect(html).toContain(`<title>${subject}</title>`);
    expect(html).not.toMatch(/<(?:img|script|link|iframe)|url\(|src=/);
    const [address] = /http\S+\/v1\/membership-applications\/\S+/.exec(text)!;
    expect(html).toContain(`<a href="${address}"`);
    const words = (of: string) => of.replaceAll(/\s+/g, ' ').trim();
    for (const [, paragraph] of html.matchAll(/<p [^>]*>([^<]+)<\/p>/g))
      expect(words(text)).toContain(words(paragraph!));
  });

  it('shows words of others as words: no markup of theirs is read', async () => {
    await apply('<img src=x onerror=alert(1)>', 'aino@x.example');
    await arrived(1);
    const { html = '', text = '' } = server.received[0]!.mail;
    expect(html).toContain('&lt;img src=x');
    expect(html).not.toContain('<img');
    expect(text).toContain('<img src=x onerror=alert(1)>');
  });

  it('is not queued when what it tells of is rolled back', async () => {
    await network.dataSource.query(`alter table membership_application add check (name <> 'Forbidden')`);
    expect((await apply('Forbidden')).status).toBe(500);
    expect(await rows()).toEqual([]);
  });

  it('is tried again by the schedule until the server takes it', async () => {
    server.state.refuseMessage = { responseCode: 451 };
    await apply('Tampere');
    await eventually(async () => (await rows())[0]?.state === 'later');
    expect(await rows()).toMatchObject([
      { attempts: 1, data: { to: 'committee@example.org' }, last_error: 'EMESSAGE 451' },
    ]);
    delete server.state.refuseMessage;
    advance(MINUTE_MS);
    await arrived(1);
    await eventually(async () => (await rows()).length === 0);
  });

  it('is left to the operator at once when the mailbox does not exist, without the address in the log', async () => {
    server.state.refuseRecipient = { responseCode: 550 };
    await apply('Tampere');
    await eventually(async () => (await rows())[0]?.state === 'failed');
    expect(await rows()).toMatchObject([{ attempts: 1, last_error: 'EENVELOPE 550' }]);
    await eventually(() => said.some((line) => line.includes('job.failed')));
    expect(said.join()).not.toContain('committee@');
  });

  it('is left to the operator when the schedule is used up', async () => {
    server.state.refuseMessage = { responseCode: 451 };
    await apply('Tampere');
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      await eventually(async () => (await rows())[0]?.attempts === attempt && (await rows())[0]?.state !== 'running');
      advance(24 * 60 * MINUTE_MS);
    }
    expect(await rows()).toMatchObject([{ state: 'failed', last_error: 'EMESSAGE 451' }]);
  });

  it('is sent once, however many instances look for it', async () => {
    const others = [await createApp(networkApp, network.runtime), await createApp(networkApp, network.runtime)];
    try {
      for (let n = 0; n < 20; n += 1) expect((await apply(`City${n}`)).status).toBe(201);
      await eventually(async () => (await rows()).length === 0);
      expect(server.received.length).toBe(20);
    } finally {
      for (const { app } of others) await app.close();
    }
  });

  it('tells nobody’s line ends as its own: a name stays on its line', async () => {
    await apply('Evil');
    await network.call('POST', '/v1/membership-applications', {
      body: {
        name: 'City of X\r\nBcc: victim@example.org\r\n\r\nPay here',
        kind: 'municipality',
        country: 'FI',
        contact: { name: 'A', email: 'a@x.example' },
        consent: true,
      },
    });
    await arrived(2);
    const mail = server.received.find(({ mail: { subject } }) => subject?.includes('Pay here'))!;
    expect(mail.to).toEqual(['committee@example.org']);
    expect(mail.mail.subject).toBe('Application for membership: City of X Bcc: victim@example.org Pay here');
  });

  it('about an application is told to the applicant with the reason when it is rejected', async () => {
    const { body } = await apply('Nowhere');
    await network.call('POST', `/v1/membership-applications/${body.id}/decision`, {
      by: steering,
      body: { decision: 'reject', reason: 'Only authorities may join.' },
    });
    const mail = await eventually(() => server.received.find(({ to }) => to[0] === 'aino@nowhere.example')?.mail);
    expect(mail.text).toContain('Only authorities may join.');
    expect(mail.text).toContain('Dear Aino Example');
    expect(mail.text).not.toContain('/v1/activations/');
  });
});
