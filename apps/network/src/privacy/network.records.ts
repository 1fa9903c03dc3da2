import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import PostalMime from 'postal-mime';
import type { EntityManager } from 'typeorm';
import { addressOf, Sightings, spellingsIn, type PersonalRecords, type PlaceCount, type Subject } from '#privacy';

/** Applications gone through together. */
const BATCH = 500;

const MAIL_FILES = 'mail files';
const KEYS_SHOWN = 20;

/** Contacts of applications, mails that wait for them, and mails that lie as files in the data folder. */
export const networkRecords: PersonalRecords = {
  names: ['membership_application.contact_name'],

  async find(tx, email, dataDir) {
    const rows = await tx.query<{ name: string }[]>(
      'select distinct contact_name as name from membership_application where contact_email = any($1) order by name',
      [await applicants(tx, email)],
    );
    const names = rows.map(({ name }) => name);
    const files = await filesWith(dataDir, { email, names });
    const found = {
      place: MAIL_FILES,
      count: files.length,
      keys: files.map((file) => basename(file)).slice(0, KEYS_SHOWN),
    };
    return { names, keys: [], places: files.length > 0 ? [found] : [] };
  },

  async erase(tx, person, { at, dataDir }) {
    const contacts = await affected(
      tx,
      `update membership_application set contact_name = null, contact_email = null, mail_domain = null
        where contact_email = any($1)`,
      [await applicants(tx, person.email)],
    );
    const mails = await affected(
      tx,
      `update mail set state = 'obsolete', recipient = null, next_attempt_at = null, claim = null, claimed_until = null, settled_at = $2
        where state = 'pending' and recipient = any($1)`,
      [await spellingsIn(tx, { table: 'mail', column: 'recipient' }, (one) => addressOf(one) === person.email), at],
    );
    const files = await filesWith(dataDir, person);
    for (const file of files) await rm(file, { force: true });
    return places(contacts, mails, files.length);
  },

  async expire(tx, before, { dataDir }) {
    // The contact of a member stays as long as it is one.
    const contacts = await affected(
      tx,
      `update membership_application set contact_name = null, contact_email = null, mail_domain = null where id in (
         select a.id from membership_application a left join member m on m.id = a.member_id
          where a.contact_email is not null and coalesce(a.decided_at, a.created_at) < $1
            and (m.id is null or m.status = 'ended' and not exists (
                  select from member_status s where s.member_id = m.id and s.recorded_at >= $1))
          order by a.id limit ${BATCH} for update of a skip locked)`,
      [before],
    );
    let files = 0;
    for (const file of await mailFiles(dataDir)) {
      const age = await unlessGone(stat(file));
      if (!age || age.mtime >= before) continue;
      await rm(file, { force: true });
      files += 1;
    }
    return places(contacts, 0, files);
  },
};

/** The address as applications have it. */
const applicants = (tx: EntityManager, email: string | undefined): Promise<string[]> =>
  spellingsIn(tx, { table: 'membership_application', column: 'contact_email' }, (one) => addressOf(one) === email);

const places = (contacts: number, mails: number, files: number): PlaceCount[] =>
  [
    { place: 'network.membership_application', count: contacts },
    { place: 'network.mail', count: mails },
    { place: MAIL_FILES, count: files },
  ].filter(({ count }) => count > 0);

async function affected(tx: EntityManager, statement: string, parameters: readonly unknown[]): Promise<number> {
  const [, count] = await tx.query<[unknown, number]>(statement, [...parameters]);
  return count;
}

/** Undefined when the file, or the folder, is not there any more: mails are renamed when they are whole. */
const unlessGone = <T>(looking: Promise<T>): Promise<T | undefined> =>
  looking.catch((error: unknown) => {
    if ((error as { code?: string }).code === 'ENOENT') return undefined;
    throw error;
  });

async function mailFiles(dataDir: string | undefined): Promise<string[]> {
  if (dataDir === undefined) return [];
  const folder = join(dataDir, 'mail');
  const names = (await unlessGone(readdir(folder))) ?? [];
  return names.filter((name) => /\.(?:eml|part)$/.test(name)).map((name) => join(folder, name));
}

/** Mails to the person, and those that name it. One that is just being written is found when the search is repeated. */
async function filesWith(dataDir: string | undefined, subject: Subject): Promise<string[]> {
  const sightings = new Sightings(subject);
  const found: string[] = [];
  for (const file of sightings.isAnybody ? await mailFiles(dataDir) : []) {
    const bytes = await unlessGone(readFile(file));
    if (bytes && (await isInMail(bytes, sightings))) found.push(file);
  }
  return found;
}

/** In the parts of a mail as a reader sees them, or in what it is written as. */
async function isInMail(bytes: Buffer, sightings: Sightings): Promise<boolean> {
  const { subject = '', text = '', html = '', headers } = await PostalMime.parse(bytes);
  return [subject, text, html, ...headers.map(({ value }) => value), bytes.toString('utf8')].some((one) =>
    sightings.isIn(one),
  );
}
