import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Retention } from '#privacy';
import { eventually, testApp, type TestApp } from '#testing';
import { networkApp } from '../network.app.js';

const admin = { id: 'operator', roles: ['admin' as const] };
const steering = { roles: ['steering' as const] };

describe('a person in the network', () => {
  let folder: string;
  let app: TestApp;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lra-mail-'));
    const env = { LRA_DATA_DIR: folder, LRA_STEERING_MAIL: 'committee@example.org' };
    app = await testApp(networkApp, { env });
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true });
  });

  const apply = async (city: string, name = 'Aino Virtanen') =>
    (await app.call('POST', '/v1/membership-applications', {
        body: {
          name: `City of ${city}`, kind: 'municipality', country: 'FI', consent: true,
          contact: { name, email: `${name.split(' ')[0]}@${city}.example` },
        },
        headers: { 'idempotency-key': city },
      })) // prettier-ignore
    .body.id as string;
  const decide = (id: string, decision: 'approve' | 'reject') =>
    app.call('POST', `/v1/membership-applications/${id}/decision`, {
      by: steering,
      body: { decision, reason: 'As it is.' },
    });
  const mails = async () =>
    (await readdir(join(folder, 'mail')).catch(() => [])).filter((name) => name.endsWith('.eml'));
  const erase = async (email: string) => {
    const answer = await app.call('POST', '/v1/data-subjects/erasure', { by: admin, body: { email } });
    expect(answer.status).toBe(200);
    return answer;
  };
  const search = async (email: string, names: string[]) =>
    (await app.call('POST', '/v1/data-subjects/search', { by: admin, body: { email, names } })).body.places;

  it('leaves the application, what was kept of the request, and the mails to it, which are files', async () => {
    const id = await apply('Tampere');
    await decide(id, 'approve');
    await eventually(async () => (await mails()).length === 2);
    const { body } = await erase('AINO@tampere.example');
    expect(Object.fromEntries(body.places.map(({ place, count }: { place: string; count: number }) => [place, count]))).toMatchObject({
      'network.membership_application': 1, 'mail files': 1,
    }); // prettier-ignore
    expect(await search('aino@tampere.example', ['Aino Virtanen'])).toEqual([]);
    expect(await mails()).toHaveLength(1); // that to the committee names no contact
    const shown = await app.call('GET', `/v1/membership-applications/${id}`, { by: steering });
    expect(shown.body).toMatchObject({ status: 'approved', contact: null });
  });

  it.each([
    ['in base64', 'Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64', Buffer.from('Von J\u00adörg O’Bäcker').toString('base64')],
    ['quoted-printable', 'Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable', "Von J=F6rg O'B=E4c=\nker"],
    ['in HTML', 'Content-Type: text/html', '<p>J&ouml;rg O&rsquo;B&auml;cker'],
    ['in the address of a line of its head', 'To: =?utf-8?Q?J=C3=B6rg?= <joerg@xn--mnchen-3ya.example>', 'Hello'],
    ['cut short', 'To: x@y.example', 'Jo\u0308rg O`Ba\u0308cker'],
  ])('has no file of a mail left that names it %s', async (_, head, text) => {
    await mkdir(join(folder, 'mail'), { recursive: true });
    const file = `${randomUUID()}.eml`;
    await writeFile(join(folder, 'mail', file), `Subject: x\n${head}\n\n${text}`);
    const body = { email: 'JOERG@münchen.example', names: ["Jörg O'Bäcker"] };
    expect((await app.call('POST', '/v1/data-subjects/erasure', { by: admin, body })).status).toBe(200);
    expect(await mails()).not.toContain(file);
  }); // prettier-ignore

  it('is written to no more: a mail that waits is taken back', async () => {
    await apply('Kuopio');
    const waiting = (to: string) =>
      app.dataSource.query(
        `insert into job (id, kind, data, state, due_at, created_at)
         values (gen_random_uuid(), 'mail', jsonb_build_object('mail', 'x', 'to', $1::text), 'later', now() + interval '1 hour', now())`,
        [to],
      );
    await waiting('AINO@kuopio.example');
    await waiting('other@kuopio.example');
    const { body } = await erase('aino@kuopio.example');
    expect(body.places).toContainEqual({ place: 'waiting mails', count: 1 });
    const rows = await app.dataSource.query<{ to: string }[]>(
      `select data ->> 'to' as "to" from job where state = 'later'`,
    );
    expect(rows).toEqual([{ to: 'other@kuopio.example' }]);
    await app.dataSource.query('delete from job');
  });

  it('whose application is open leaves nobody to send a link to: it can be rejected only', async () => {
    const id = await apply('Vaasa');
    await erase('aino@vaasa.example');
    const approved = await decide(id, 'approve');
    expect([approved.status, approved.body.code]).toEqual([409, 'membership-application.without-contact']);
    expect((await decide(id, 'reject')).status).toBe(200);
  });

  it('who is the contact of a member stays as long as it is one; others go five years after the decision', async () => {
    const member = await apply('Oulu', 'Olli Oulu');
    await decide(member, 'approve');
    const rejected = await apply('Lahti', 'Laura Lahti');
    await decide(rejected, 'reject');
    await apply('Turku', 'Tuula Turku');
    await app.dataSource.query(
      `update membership_application set decided_at = now() - interval '5 years 1 day' where id = any($1)`,
      [[member, rejected]],
    );
    await eventually(async () => (await app.dataSource.query<object[]>('select from job')).length === 0);
    for (const file of await mails())
      await utimes(join(folder, 'mail', file), new Date('2001-01-01'), new Date('2001-01-01'));
    const old = (await mails()).length;
    expect(await app.app.get(Retention, { strict: false }).run()).toEqual([
      { place: 'network.membership_application', count: 1 },
      { place: 'mail files', count: old },
    ]);
    const left = await app.dataSource.query<{ name: string }[]>(
      'select contact_name as name from membership_application where contact_name is not null order by 1',
    );
    expect(left).toEqual([{ name: 'Olli Oulu' }, { name: 'Tuula Turku' }]);
  });
});
