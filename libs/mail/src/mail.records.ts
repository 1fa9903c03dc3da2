import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import PostalMime from 'postal-mime';
import { addressOf, nobody, Sightings, type PersonalRecords, type PlaceCount, type Subject } from '#privacy';
import { MAIL_JOB } from './send-mail.js';

const FILES = 'mail files';
const KEYS_SHOWN = 20;

/** Mails that wait for a person, or come from one, and mails stored as files in the data folder. */
export const mailRecords: PersonalRecords = {
  names: [],

  async find(_, email, dataDir) {
    const files = await filesWith(dataDir, { email, names: [] });
    if (files.length === 0) return nobody;
    const keys = files.map((file) => basename(file)).slice(0, KEYS_SHOWN);
    return { ...nobody, places: [{ place: FILES, count: files.length, keys }] };
  },

  async erase(tx, person, { dataDir }) {
    const waiting = await tx.query<{ id: string; to: string; replyTo: string | null }[]>(
      `select id, data ->> 'to' as "to", data ->> 'replyTo' as "replyTo" from job where kind = $1 for update`,
      [MAIL_JOB],
    );
    const isOf = (address: string | null) => address !== null && addressOf(address) === person.email;
    const mine = waiting.filter(({ to, replyTo }) => isOf(to) || isOf(replyTo)).map(({ id }) => id);
    if (mine.length > 0) await tx.query('delete from job where id = any($1)', [mine]);
    const files = await filesWith(dataDir, person);
    for (const file of files) await rm(file, { force: true });
    return places(mine.length, files.length);
  },

  async expire(tx, before, { dataDir }) {
    const [, failed] = await tx.query<[unknown, number]>(
      `delete from job where kind = $1 and state = 'failed' and failed_at < $2`,
      [MAIL_JOB, before],
    );
    let files = 0;
    for (const file of await mailFiles(dataDir)) {
      const age = await unlessGone(stat(file));
      if (!age || age.mtime >= before) continue;
      await rm(file, { force: true });
      files += 1;
    }
    return places(failed, files);
  },
};

const places = (jobs: number, files: number): PlaceCount[] =>
  [
    { place: 'waiting mails', count: jobs },
    { place: FILES, count: files },
  ].filter(({ count }) => count > 0);

/** Undefined when the file, or the folder, is gone: mails are renamed when they are complete. */
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

/** Mails to the person, and mails that name the person. A repeated search finds one that is still being written. */
async function filesWith(dataDir: string | undefined, subject: Subject): Promise<string[]> {
  const sightings = new Sightings(subject);
  const found: string[] = [];
  for (const file of sightings.isAnybody ? await mailFiles(dataDir) : []) {
    const bytes = await unlessGone(readFile(file));
    if (bytes && (await isInMail(bytes, sightings))) found.push(file);
  }
  return found;
}

/** In the parts of a mail as a reader sees them, or in their encoded form. */
async function isInMail(bytes: Buffer, sightings: Sightings): Promise<boolean> {
  const { subject = '', text = '', html = '', headers } = await PostalMime.parse(bytes);
  return [subject, text, html, ...headers.map(({ value }) => value), bytes.toString('utf8')].some((one) =>
    sightings.isIn(one),
  );
}
