import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId, UnitOfWork } from '#database';
import type { Principal } from '#identity';
import { JobRunner } from '#jobs';
import { mailRecords } from '#mail';
import { ClockAhead, eventually, keepLog, mailServer, showLog, testApp, type TestApp } from '#testing';
import { completeSheet, draft, editorOf, publish, step } from '../practice/practice.example.js';
import { practicesApp } from '../practices.app.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const office = { name: 'Office', email: 'office@tampere.example', consentToPublish: false };
const asked = {
  name: 'Aino Virtanen',
  email: 'aino@oulu.example',
  question: 'How many <b>volunteers</b>?\n\nAnd who pays?',
  consent: true,
};

describe('a question about a practice', () => {
  let server: Awaited<ReturnType<typeof mailServer>>;
  let app: TestApp;
  let clock: ClockAhead;
  let owner: Partial<Principal>;
  let id: string;
  const said: string[] = [];
  beforeAll(async () => {
    server = await mailServer();
    clock = new ClockAhead();
    const env = {
      ...server.env,
      LRA_STEERING_MAIL: 'committee@example.org',
      LRA_PUBLIC_URL: 'https://network.example',
    };
    app = await testApp(practicesApp, { env, clock });
    owner = await editorOf(app, newId());
    id = await publish(
      app,
      owner,
      completeSheet({ title: { de: 'Café\u2028Bcc' }, originalLanguage: 'de', contacts: [office] }),
    );
  });
  beforeEach(() => {
    keepLog(said);
  });
  afterEach(() => {
    delete server.state.refuseRecipient;
    server.received.length = 0;
    showLog();
  });
  afterAll(async () => {
    await app.close();
    await server.close();
  });

  const ask = (body: object = asked, practice = id, headers = {}) =>
    app.call('POST', `/v1/practices/${practice}/questions`, { body, headers });
  const isOpen = (practice: string) => app.call('GET', `/v1/practices/${practice}/questions`);
  const waiting = () => app.dataSource.query<object[]>(`select * from job where kind = 'mail'`);

  it('reaches the contact, in the language of the fact sheet, and the answer goes to who asked', async () => {
    expect((await isOpen(id)).body).toEqual({ isOpen: true });
    expect(await ask()).toMatchObject({ status: 202, body: { state: 'queued' } });
    const { to, mail } = await eventually(() => server.received[0]);
    expect(to).toEqual([office.email]);
    expect(mail.replyTo?.map(({ address }) => address)).toEqual([asked.email]);
    expect(mail.from?.address).toBe('network@example.org');
    expect(mail.subject).toMatch(/^Eine Frage zu /);
    expect(mail.text).toContain(asked.question);
    expect(mail.text).toContain(`https://network.example/practices/${id}`);
    expect(mail.html).not.toContain('<b>');
  });

  it('shows nobody the address, and leaves nothing of itself behind once it is sent', async () => {
    const { body, headers } = await ask(asked, id, { 'idempotency-key': newId() });
    await eventually(async () => (await waiting()).length === 0 && server.received.length === 1);
    const tables = await app.dataSource.query<{ name: string }[]>(
      `select table_name as name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'`,
    );
    const rows = await Promise.all(
      tables.map(({ name }) => app.dataSource.query<object[]>(`select t::text from "${name}" t`)),
    );
    const left = JSON.stringify([rows, said]);
    for (const word of ['volunteers', asked.email, asked.name]) expect(left).not.toContain(word);
    expect(JSON.stringify([body, headers, said])).not.toContain(office.email);
  });

  it('is sent once when it is asked again by mistake', async () => {
    const headers = { 'idempotency-key': newId() };
    const answers = await Promise.all([ask(asked, id, headers), ask(asked, id, headers)]);
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    await eventually(async () => (await waiting()).length === 0);
    expect(server.received).toHaveLength(1);
  });

  it('is deleted when it cannot be delivered, instead of waiting for an operator', async () => {
    server.state.refuseRecipient = { responseCode: 550 };
    await ask();
    await eventually(() => said.some((line) => line.includes('mail.forgotten')));
    await eventually(async () => (await waiting()).length === 0);
    server.state.refuseRecipient = { responseCode: 450 };
    await ask();
    await eventually(() => said.some((line) => line.includes('job.delayed')));
    await eventually(async () => {
      clock.aheadMs += DAY_MS;
      app.app.get(JobRunner).wake();
      return (await waiting()).length === 0;
    });
    expect(server.received).toEqual([]);
    for (const word of ['volunteers', asked.email, office.email]) expect(said.join()).not.toContain(word);
  });

  it('is deleted with the person who asked', async () => {
    server.state.refuseRecipient = { responseCode: 450 };
    await ask({ ...asked, email: 'AINO@oulu.example' });
    await eventually(() => said.some((line) => line.includes('job.delayed')));
    await app.app
      .get(UnitOfWork)
      .run((tx) =>
        mailRecords.erase(tx, { email: asked.email, names: [], keys: [] }, { dataDir: undefined } as Parameters<
          typeof mailRecords.erase
        >[2]),
      );
    expect(await waiting()).toEqual([]);
  });

  it.each([
    ['/name', { ...asked, name: ' ' }],
    ['/email', { ...asked, email: 'aino@oulu.example\r\nBcc: all@example.org' }],
    ['/email', { ...asked, email: 'aino@oulu.example, all@example.org' }],
    ['/question', { ...asked, question: 'x'.repeat(5001) }],
    ['/question', { ...asked, question: '' }],
    ['/consent', { ...asked, consent: false }],
    ['/to', { ...asked, to: 'all@example.org' }],
  ])('is refused with what is wrong at %s', async (pointer, body) => {
    const { status, body: problem } = await ask(body);
    expect([status, problem.errors.map((error: { pointer: string }) => error.pointer)]).toEqual([422, [pointer]]);
    expect(await waiting()).toEqual([]);
  });

  it('cannot be asked where nobody can be reached, nor of what is not public', async () => {
    const silent = await publish(app, owner, completeSheet({ contacts: [{ name: 'Office', consentToPublish: true }] }));
    expect((await isOpen(silent)).body).toEqual({ isOpen: false });
    expect(await ask(asked, silent)).toMatchObject({ status: 409, body: { code: 'question.no-recipient' } });
    const hidden = await draft(app, owner, completeSheet({ contacts: [office] }));
    expect([(await isOpen(hidden)).status, (await ask(asked, hidden)).status]).toEqual([404, 404]);
    const gone = await publish(app, owner, completeSheet({ contacts: [office] }));
    await step(app, gone, 'withdrawal', owner, { reason: 'Over.' });
    expect([(await isOpen(gone)).status, (await ask(asked, gone)).status]).toEqual([410, 410]);
    expect(await waiting()).toEqual([]);
  });

  it('cannot be asked any more once the contact is erased, and says so before anybody writes', async () => {
    const theirs = { ...office, email: 'gone@tampere.example' };
    const left = await publish(app, owner, completeSheet({ contacts: [theirs] }));
    expect((await isOpen(left)).body).toEqual({ isOpen: true });
    const body = { email: theirs.email, names: [] };
    const admin = { id: 'operator', roles: ['admin' as const] };
    expect((await app.call('POST', '/v1/data-subjects/erasure', { by: admin, body })).status).toBe(200);
    expect((await isOpen(left)).body).toEqual({ isOpen: false });
    expect(await ask(asked, left)).toMatchObject({ status: 409, body: { code: 'question.no-recipient' } });
    expect(await waiting()).toEqual([]);
  });

  it('goes to a contact who agreed to be shown before one who did not', async () => {
    const shown = { name: 'Desk', email: 'desk@tampere.example', consentToPublish: true };
    const both = await publish(app, owner, completeSheet({ contacts: [office, shown] }));
    await ask(asked, both);
    expect((await eventually(() => server.received[0])).to).toEqual([shown.email]);
  });
});
