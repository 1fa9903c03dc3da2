import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { textTypes } from '#privacy';
import { Webhook } from 'standardwebhooks';
import { Browser, eventually, Opened } from '#testing';
import { onDatabase, settingsForEveryFeature, useEveryFeature } from './every-feature.js';
import { Client, root, System, type receiver } from './system.js';

const email = 'zuzana.unikatova@brno.example';
const name = 'Zuzana Unikátová';
/** Words of fact sheets do not count as a place of their own: they belong to the texts they come from. */
const WORDS = 'practices.practice_words';

describe('a person who asks to be erased', () => {
  const opened = new Opened();
  let folder: string;
  let system: System;
  let admin: Client;
  let practice: string;
  let steering: Client;
  let subscription: string;
  let secret: string;
  let hook: Awaited<ReturnType<typeof receiver>>;
  const backup = () => join(folder, 'before.tar.gz');

  beforeAll(async () => {
    folder = await opened.add(mkdtemp(join(tmpdir(), 'lra privacy ')), (one) =>
      rm(one, { recursive: true, force: true }),
    );
    const prepared = await opened.add(settingsForEveryFeature(), (one) => one.close());
    hook = prepared.hook;
    system = await opened.add(
      System.start({
        LRA_ERASURES_FILE: join(folder, 'erasures'),
        LRA_ERASURES_KEY: 'a key of the network, 32 or more',
        ...prepared.settings,
      }),
      (one) => one.destroy(),
    );
    ({ admin, steering, practice, subscription, secret } = await useEveryFeature(system, { name, email }, hook.url));
    await eventually(() => hook.deliveries.some(({ text }) => isThere(text)));
    await eventually(async () => (await mailsWith(name)) > 0);
  }, 120_000);
  afterAll(() => opened.close(), 60_000);

  /** Also in the form used for search: without accents. */
  const isThere = (text: string) => /zuzana.unikatova@brno|unik[aá]tov[aá]/i.test(text.normalize('NFC'));

  /** Every table, row by row as text with bytes decoded, and every file outside the database. */
  async function placesWithThem(): Promise<string[]> {
    const tables = await onDatabase(system, async (client) => {
      const { rows } = await client.query<{ name: string; bytes: string[] }>(
        `select format('%I.%I', n.nspname, c.relname) as name,
                array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and a.atttypid = 'bytea'::regtype) as bytes
           from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where c.relkind = 'r' and n.nspname in ('gateway', 'practices', 'network', 'notifications')`,
      );
      expect(rows.length).toBeGreaterThan(60);
      const found: string[] = [];
      for (const { name: table, bytes } of rows) {
        const columns = ['t::text as whole', ...bytes.map((column) => `"${column}" as "${column}"`)];
        const all = await client.query<Record<string, unknown>>(`select ${columns.join(', ')} from ${table} as t`);
        const said = all.rows.some((row) =>
          Object.values(row).some((value) => isThere(Buffer.isBuffer(value) ? value.toString('utf8') : String(value))),
        );
        if (said) found.push(table);
      }
      return found;
    });
    const files = (await readdir(system.dataDir, { recursive: true, withFileTypes: true })).filter(
      (entry) => entry.isFile() && !join(entry.parentPath, entry.name).includes('/postgres/data/'),
    );
    for (const { parentPath, name: file } of files) {
      const text = await readFile(join(parentPath, file), 'utf8');
      if (isThere(decoded(text))) tables.push(join(parentPath, file).slice(system.dataDir.length));
    }
    return tables;
  }

  /** Decodes quoted-printable, which mails use. */
  const decoded = (text: string) =>
    text +
    Buffer.from(
      text
        .replaceAll(/=\r?\n/g, '')
        .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
      'latin1',
    ).toString('utf8');

  async function mailsWith(text: string): Promise<number> {
    const mails = await readdir(join(system.dataDir, 'mail')).catch(() => []);
    const texts = await Promise.all(mails.map((file) => readFile(join(system.dataDir, 'mail', file), 'utf8')));
    return texts.filter((mail) => decoded(mail).includes(text)).length;
  }

  const npm = (line: string[]) =>
    promisify(execFile)('npm', ['run', '--silent', ...line], {
      cwd: root,
      env: { ...process.env, ...system.env, LRA_DATA_DIR: system.dataDir },
    });

  it('is found in many places before the erasure', async () => {
    const { body } = await admin.post('/v1/data-subjects/search', { email });
    expect(body.names).toEqual([name]);
    const places = await placesWithThem();
    expect(places).toEqual(
      expect.arrayContaining([
        'practices.practice_contact', 'practices.practice_version', 'practices.practice_step', 'practices.outbox', 'practices.assessment',
        'practices.adoption', 'practices.idempotency_key', 'practices.waiting_event', 'network.membership_application', 'gateway.change',
        'gateway.client', 'gateway.invitation', 'gateway.submission_stream', 'notifications.event', WORDS,
      ]),
    ); // prettier-ignore
    const told = places.filter((place) => place !== WORDS).length;
    expect((body.places as { place: string }[]).length).toBeGreaterThanOrEqual(told - 3);
    await npm(['backup', '--', backup()]);
  }, 60_000);

  it('can be only in the kinds of columns that are searched', async () => {
    const others = await onDatabase(system, (client) =>
      client.query(
        `select distinct t.typname as type from pg_attribute a join pg_class c on c.oid = a.attrelid
           join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = a.atttypid
          where c.relkind = 'r' and n.nspname in ('gateway', 'practices', 'network', 'notifications')
            and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and t.typname <> all($1)
            and not (c.oid = $2::regclass and a.attname = 'words')`,
        [textTypes, WORDS],
      ),
    );
    const withoutText = ['uuid', '_uuid', 'int2', 'int4', 'int8', '_int2', '_int4', '_int8', '_float4', 'float8', 'numeric', 'bool', 'date', 'timestamptz', 'xid8']; // prettier-ignore
    expect(others.rows.map(({ type }) => type as string).filter((type) => !withoutText.includes(type))).toEqual([]);
  });

  it('is found nowhere after the erasure: no table, mail or log contains the address or the name', async () => {
    const { status, body } = await admin.post('/v1/data-subjects/erasure', { email });
    expect([status, body.listed]).toEqual([200, true]);
    expect(await placesWithThem()).toEqual([]);
    expect((await admin.post('/v1/data-subjects/search', { email, names: [name] })).body.places).toEqual([]);
    const shown = await new Client(system).get(`/v1/practices/${practice}`);
    expect(shown.body.factSheet).toMatchObject({
      title: { en: 'The café of\n[erased]\n[erased]' },
      activities: { en: 'Ask [erased], [erased].' },
    });
    expect(shown.body.factSheet.contacts).toBeUndefined();
  }, 60_000);

  it('is in no repeated delivery to subscribers, and its signature matches what is sent', async () => {
    const { body } = await steering.get(`/v1/subscriptions/${subscription}/deliveries?limit=100`);
    const before = hook.deliveries.length;
    const items = body.items as { id: string }[];
    for (const { id } of items) {
      expect((await steering.post(`/v1/deliveries/${id}/redelivery`, {})).status).toBe(202);
    }
    await eventually(() => hook.deliveries.length >= before + items.length);
    const again = hook.deliveries.slice(before);
    expect(again.filter(({ text }) => isThere(text))).toEqual([]);
    const [published] = again.filter(({ text }) => text.includes('[erased]'));
    expect(published!.event.data.title).toEqual({ en: 'The café of\n[erased]\n[erased]' });
    expect(() =>
      new Webhook(secret).verify(published!.text, published!.headers as Record<string, string>),
    ).not.toThrow();
  }, 60_000);

  it('is erased under the address of an account, too', async () => {
    const browser = new Browser();
    const page = await browser.follow('GET', `${system.url}/v1/session/sign-in`);
    await browser.follow('POST', `${page.url}/official`);
    const persons = () =>
      onDatabase(
        system,
        async (client) => (await client.query(`select from gateway.person where name = 'Demo Official'`)).rowCount,
      );
    expect(await persons()).toBe(1);
    await admin.post('/v1/data-subjects/erasure', { email: 'official@people.example' });
    expect(await persons()).toBe(0);
  });

  it('is erased again by a restore from an earlier backup', async () => {
    await system.stop();
    await rm(system.dataDir, { recursive: true });
    const { stdout } = await npm(['restore', '--', backup()]);
    expect(stdout).toMatch(/who of them was in the backup was erased again: 2\./);
    await system.up();
    admin = await system.client();
    expect(await placesWithThem()).toEqual([]);
    const { body } = await admin.get('/v1/data-subjects/erasures?limit=100');
    expect(body.items.map(({ cause }: { cause: string }) => cause)).toContain('restore');
    const shown = await new Client(system).get(`/v1/practices/${practice}`);
    expect(shown.body.factSheet.title).toEqual({ en: 'The café of\n[erased]\n[erased]' });
  }, 120_000);
});
