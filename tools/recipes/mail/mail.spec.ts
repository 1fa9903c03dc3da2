import type { Type } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '#database';
import { Mails, type MailComposer } from '#mail';
import { eventually, testApp, type TestApp, mailServer } from '#testing';
import { networkApp } from '../../../apps/network/src/network.app.js';

const template = '../../../apps/network/src/member/member-ended.mail.js';

describe('a mail that was added', () => {
  let server: Awaited<ReturnType<typeof mailServer>>;
  let network: TestApp;
  beforeAll(async () => {
    server = await mailServer();
    network = await testApp(networkApp, { env: server.env });
  });
  afterAll(async () => {
    await network.close();
    await server.close();
  });

  it('is sent by one call, as text and as HTML in which nothing that was told is taken for markup', async () => {
    const { MemberEnded } = (await import(template)) as { MemberEnded: Type<MailComposer<object>> };
    const told = { name: 'Tampere', reason: 'It joined <another> network.' };
    await network.app
      .get(UnitOfWork)
      .run((tx) => network.app.get(Mails).post(tx, MemberEnded, told, { to: 'chair@example.org' }));
    const { to, mail } = await eventually(() => server.received[0]);
    expect([to, mail.subject]).toEqual([['chair@example.org'], 'Tampere has left the network']);
    expect(mail.text).toContain('It joined <another> network.');
    expect(mail.html).not.toContain('<another>');
  });
});
