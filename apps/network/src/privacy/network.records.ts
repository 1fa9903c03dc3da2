import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import type { EntityManager } from 'typeorm';
import { patternsOf, type PersonalRecords, type PlaceCount, type Subject } from '#privacy';

/** Applications gone through together. */
const BATCH = 500;

/** Contacts of applications, mails that wait for them, and mails that lie as files in the data folder. */
export const networkRecords: PersonalRecords = {
  async find(tx, email) {
    const rows = await tx.query<{ name: string }[]>(
      'select distinct contact_name as name from membership_application where lower(trim(contact_email)) = $1 order by name',
      [email],
    );
    return { names: rows.map(({ name }) => name), keys: [], places: [] };
  },

  async erase(tx, person, { at, dataDir }) {
    const lowered = person.names.map((name) => name.trim().toLowerCase());
    const contacts = await affected(
      tx,
      `update membership_application set contact_name = null, contact_email = null
        where lower(trim(contact_email)) = $1 or lower(trim(contact_name)) = any($2)`,
      [person.email ?? null, lowered],
    );
    const mails = await affected(
      tx,
      `update mail set state = 'obsolete', recipient = null, next_attempt_at = null, claim = null, claimed_until = null, settled_at = $2
        where state = 'pending' and lower(trim(recipient)) = $1`,
      [person.email ?? null, at],
    );
    const files = dataDir === undefined ? [] : await filesWith(join(dataDir, 'mail'), person);
    for (const file of files) await rm(file, { force: true });
    return places(contacts, mails, files.length);
  },

  async expire(tx, before, { dataDir }) {
    // The contact of a member stays as long as it is one.
    const contacts = await affected(
      tx,
      `update membership_application set contact_name = null, contact_email = null where id in (
         select a.id from membership_application a left join member m on m.id = a.member_id
          where a.contact_email is not null and coalesce(a.decided_at, a.created_at) < $1
            and (m.id is null or m.status = 'ended' and not exists (
                  select from member_status s where s.member_id = m.id and s.recorded_at >= $1))
          order by a.id limit ${BATCH} for update of a skip locked)`,
      [before],
    );
    let files = 0;
    for (const file of dataDir === undefined ? [] : await mailFiles(join(dataDir, 'mail'))) {
      if ((await stat(file)).mtime >= before) continue;
      await rm(file, { force: true });
      files += 1;
    }
    return places(contacts, 0, files);
  },
};

const places = (contacts: number, mails: number, files: number): PlaceCount[] =>
  [
    { place: 'network.membership_application', count: contacts },
    { place: 'network.mail', count: mails },
    { place: 'mail files', count: files },
  ].filter(({ count }) => count > 0);

async function affected(tx: EntityManager, statement: string, parameters: readonly unknown[]): Promise<number> {
  const [, count] = await tx.query<[unknown, number]>(statement, [...parameters]);
  return count;
}

async function mailFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as { code?: string }).code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => /\.(?:eml|part)$/.test(name)).map((name) => join(folder, name));
}

/** Mails to the person, and those that name it. */
async function filesWith(folder: string, subject: Subject): Promise<string[]> {
  const patterns = patternsOf(subject);
  const found: string[] = [];
  for (const file of patterns ? await mailFiles(folder) : []) {
    const mail = await PostalMime.parse(await readFile(file));
    const { subject: title = '', text = '', to = [], replyTo = [] } = mail;
    const said = JSON.stringify([title, text, to, replyTo]);
    if (said.search(patterns!.script) >= 0) found.push(file);
  }
  return found;
}
