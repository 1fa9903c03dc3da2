import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, mailServer, testApp, type TestApp } from '#testing';
import { networkApp } from '../network.app.js';

const said = {
  about: 'accessibility',
  message: 'The map cannot be <read>.\n\nAt 400 %.',
  page: 'https://network.example/en',
  email: 'aino@oulu.example',
};

describe('a message to the secretariat', () => {
  let server: Awaited<ReturnType<typeof mailServer>>;
  let network: TestApp;
  const start = (env: Record<string, string>) => testApp(networkApp, { env: { ...server.env, ...env } });
  beforeAll(async () => {
    server = await mailServer();
    network = await start({ LRA_CONTACT_MAIL: 'help@example.org', LRA_STEERING_MAIL: 'committee@example.org' });
  });
  afterEach(() => {
    server.received.length = 0;
  });
  afterAll(async () => {
    await network.close();
    await server.close();
  });

  const give = (body: object, app = network) => app.call('POST', '/v1/feedback', { body });
  const waiting = () => network.dataSource.query<object[]>('select * from job');

  it('reaches the address of the settings, and the answer goes to who wrote', async () => {
    expect(await give(said)).toMatchObject({ status: 202, body: { state: 'queued' } });
    const { to, mail } = await eventually(() => server.received[0]);
    expect([to, mail.replyTo?.map(({ address }) => address)]).toEqual([['help@example.org'], [said.email]]);
    expect(mail.subject).toContain(said.about);
    for (const words of [said.message, said.page]) expect(mail.text).toContain(words);
    expect(mail.html).not.toContain('<read>');
    await eventually(async () => (await waiting()).length === 0);
  });

  it('needs no address, and then says that nobody can be answered', async () => {
    await give({ about: 'other', message: 'Thank you.' });
    const { mail } = await eventually(() => server.received[0]);
    expect(mail.text).toContain('no answer is possible');
    expect(mail.replyTo?.map(({ address }) => address)).toEqual(['committee@example.org']);
    await eventually(async () => (await waiting()).length === 0);
  });

  it.each([
    ['/about', { ...said, about: 'nothing' }],
    ['/message', { ...said, message: ' ' }],
    ['/page', { ...said, page: 'x'.repeat(2001) }],
    ['/email', { ...said, email: 'aino@oulu.example\r\nBcc: all@example.org' }],
    ['/to', { ...said, to: 'all@example.org' }],
  ])('is refused with what is wrong at %s', async (pointer, body) => {
    const { status, body: problem } = await give(body);
    expect([status, problem.errors.map((error: { pointer: string }) => error.pointer)]).toEqual([422, [pointer]]);
    expect(await waiting()).toEqual([]);
  });

  it('goes to the steering committee if there is no other address, and is not taken if there is none', async () => {
    for (const [env, isOpen, status] of [
      [{ LRA_STEERING_MAIL: 'committee@example.org' }, true, 202],
      [{}, false, 409],
    ] as const) {
      const app = await start(env);
      expect((await app.call('GET', '/v1/feedback')).body).toEqual({ isOpen });
      expect((await give(said, app)).status).toBe(status);
      if (isOpen) expect((await eventually(() => server.received[0])).to).toEqual(['committee@example.org']);
      await app.close();
    }
  });
});
