import type { EntityManager } from 'typeorm';
import type { Outbox } from '#messaging';
import type { Subject } from './subject.js';

/** A place, such as `practices.practice_version`, and its number of rows (or files). */
export interface PlaceCount {
  readonly place: string;
  readonly count: number;
}

/** A place with the keys of the first rows, to look at. */
export interface Found extends PlaceCount {
  readonly keys: readonly string[];
}

/** What an app's own records contain for an address. */
export interface Known {
  /** Names found with the address. */
  readonly names: readonly string[];
  /** What identifies the record without the address, such as `person:<id>`; the list of erasures contains it too. */
  readonly keys: readonly string[];
  /** Records that no search through texts finds. */
  readonly places: readonly Found[];
}

export const nobody: Known = { names: [], keys: [], places: [] };

/** On whose behalf an erasure runs, when, and how. */
export interface Doing {
  /** Id of the principal, or `retention` or `restore`. */
  readonly by: string;
  readonly at: Date;
  readonly outbox: Outbox;
  /** Data folder with the files of this app; undefined when there are none, as in a restore. */
  readonly dataDir: string | undefined;
}

/** A person as an app's records know it. */
export interface Person extends Subject {
  readonly keys: readonly string[];
}

/**
 * What an app knows of persons beyond its texts. Everything else (all columns that hold text, dead letters) is searched
 * and erased without its help, so that no new column can be forgotten.
 */
export interface PersonalRecords {
  /**
   * Columns (`table.column`) with the names of records. A record is erased by its address and not by its name: somebody
   * else may have the same name.
   */
  readonly names: readonly string[];
  /** @param dataDir as in `Doing` */
  find(tx: EntityManager, email: string, dataDir: string | undefined): Promise<Known>;
  /** Removes the person's records, before texts are searched. */
  erase(tx: EntityManager, person: Person, doing: Doing): Promise<PlaceCount[]>;
  /** Removes some of the records whose retention has ended; an empty list means that there are no more. */
  expire(tx: EntityManager, before: Date, doing: Doing): Promise<PlaceCount[]>;
  /** Persons with those `keys` that the list of erasures may contain. */
  keyed?(tx: EntityManager): Promise<readonly { readonly key: string; readonly name: string }[]>;
}

/** What several parts of an app know, as one. */
export const together = (...parts: readonly PersonalRecords[]): PersonalRecords => ({
  names: parts.flatMap(({ names }) => names),
  async find(tx, email, dataDir) {
    const known: Known[] = [];
    for (const part of parts) known.push(await part.find(tx, email, dataDir));
    return {
      names: [...new Set(known.flatMap(({ names }) => names))],
      keys: known.flatMap(({ keys }) => keys),
      places: known.flatMap(({ places }) => places),
    };
  },
  async erase(tx, person, doing) {
    const places: PlaceCount[] = [];
    for (const part of parts) places.push(...(await part.erase(tx, person, doing)));
    return places;
  },
  async expire(tx, before, doing) {
    const places: PlaceCount[] = [];
    for (const part of parts) places.push(...(await part.expire(tx, before, doing)));
    return places;
  },
  async keyed(tx) {
    const keyed = await Promise.all(parts.map(async (part) => (await part.keyed?.(tx)) ?? []));
    return keyed.flat();
  },
});

export const PERSONAL_RECORDS = Symbol('personal records of the app');
