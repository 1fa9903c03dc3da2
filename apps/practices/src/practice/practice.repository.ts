import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, Not, Raw, type EntityManager } from 'typeorm';
import { prepared, type Part } from '#database';
import type { Listed } from '#http';
import type { Principal } from '#identity';
import { Outbox } from '#messaging';
import { notFound } from '#problems';
import type { LanguageMap } from '../fact-sheet/fact-sheet.js';
import { translationsOf } from '../reading/translation.repository.js';
import { whoseUnpublished } from './practice.access.js';
import { Practice } from './practice.js';
import { PracticeHistoryRepository } from './practice-history.repository.js';
import { PracticeRows } from './practice.rows.js';
import { followingVersions, storeSearched, storingSearched } from './practice-search.js';
import { PracticeVersion } from './practice-version.js';
import { forgetReadings, raiseRevisions, storingPublic } from './public-practices.js';

/** A practice that leads to another. */
export interface MergedPractice {
  readonly id: string;
  readonly title: LanguageMap;
  readonly mergedAt: Date;
  /** Null: it was never published. */
  readonly publishedVersion: number | null;
}

const MERGED_INTO =
  'p.merged_into = $1 and (p.published_at is not null or $2::boolean or p.owner_member_id = $3::uuid)';

/** All SQL that loads and stores practices. */
@Injectable()
export class PracticeRepository {
  private readonly rows: PracticeRows;

  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    private readonly history: PracticeHistoryRepository,
  ) {
    this.rows = new PracticeRows(dataSource);
  }

  /** @throws {Problem} 404 */
  get(id: string): Promise<Practice> {
    return this.one(this.dataSource.manager, id);
  }

  /** The practice, locked until the transaction ends. @throws {Problem} 404 */
  async forUpdate(tx: EntityManager, id: string): Promise<Practice> {
    // Lock first, then read: whoever waited for the lock reads what its last holder wrote.
    await tx.query(prepared('select from practice where id = $1 for update'), [id]);
    return this.one(tx, id);
  }

  /** Two practices, locked in the order of their ids; the second may be missing or the same. @throws {Problem} 404 */
  async twoForUpdate(tx: EntityManager, id: string, other: string): Promise<[Practice, Practice | undefined]> {
    await tx.query('select from practice where id = any($1) order by id for update', [[id, other]]);
    const found = await this.rows.load(tx, [id, other]);
    const of = (wanted: string) => found.find((one) => one.id === wanted);
    const practice = of(id);
    if (!practice) throw notFound('practice');
    return [practice, of(other)];
  }

  /** What was merged into a practice; those that were never published only for whoever may see them. */
  mergedInto(id: string, by: Principal): Listed<MergedPractice> {
    const { everybodys, memberId } = whoseUnpublished(by);
    const parameters = [id, everybodys, memberId];
    return {
      read: (seek, most) => {
        const { where, orderBy, values } = seek.sql({ 'p.id': 'uuid' }, 4);
        return this.dataSource.query<MergedPractice[]>(
          `select p.id, v.fact_sheet -> 'title' as title, p.merged_at as "mergedAt", p.published_version as "publishedVersion"
             from practice p join practice_version v on v.practice_id = p.id and v.number = coalesce(p.published_version, p.work_version)
            where ${MERGED_INTO} and ${where} order by ${orderBy} limit $5`,
          [...parameters, ...values, most],
        );
      },
      count: async () => {
        const [row] = await this.dataSource.query<{ n: number }[]>(
          `select count(*)::integer as n from practice p where ${MERGED_INTO}`,
          parameters,
        );
        return row?.n ?? 0;
      },
    };
  }

  /**
   * The practices of a source by their ids there, locked until the transaction ends; unknown ones are missing.
   * @param ownerMemberId the member whose namespace contains the source; null: the secretariat's
   */
  async bySourceForUpdate(
    tx: EntityManager,
    ownerMemberId: string | null,
    source: string,
    externalIds: readonly string[],
  ): Promise<Map<string, Practice>> {
    if (externalIds.length === 0) return new Map();
    const keys = await tx.query<{ id: string; external_id: string }[]>(
      `select id, external_id from practice
        where owner_member_id is not distinct from $1 and import_key = $2 and external_id = any($3) order by id for update`,
      [ownerMemberId, source, externalIds],
    );
    const practices = await this.rows.load(tx, keys.map(({ id }) => id)); // prettier-ignore
    const byId = new Map(practices.map((practice) => [practice.id, practice]));
    return new Map(keys.map(({ id, external_id }) => [external_id, byId.get(id)!]));
  }

  /** Published versions without contacts, the newest first. */
  publishedVersions(practiceId: string): Listed<PracticeVersion> {
    const { manager } = this.dataSource;
    const published = { practiceId, publishedAt: Not(IsNull()) };
    return {
      read: (seek, take) => {
        const number = seek.place && {
          number: Raw((column) => `${column} ${seek.operator('desc')} :place`, { place: seek.place[0] }),
        };
        return manager.find(PracticeVersion, {
          where: { ...published, ...number },
          order: { number: seek.order('desc') },
          take,
        });
      },
      count: () => manager.countBy(PracticeVersion, published),
    };
  }

  /** One version without its contacts, published or not. @throws {Problem} 404 */
  async version(practiceId: string, number: number): Promise<PracticeVersion> {
    const version = await this.dataSource.manager.findOneBy(PracticeVersion, { practiceId, number });
    if (!version) throw notFound('version');
    return version;
  }

  /** Stores any number of practices, with changed versions, contacts and events, in one statement. */
  async save(tx: EntityManager, practices: readonly Practice[]): Promise<void> {
    if (practices.length === 0) return;
    const changes = practices.map((practice) => practice.takeChanges());
    const steps = changes.flatMap(({ steps }, index) =>
      steps.map((step) => ({ practiceId: practices[index]!.id, step })),
    );
    // Former versions first: two versions of one practice must never be shown at once.
    const versions = changes.flatMap(({ versions }) => versions).sort((a, b) => Number(a.shown) - Number(b.shown));
    const events = changes.flatMap(({ events }) => events);
    const written = versions.filter(({ isWritten }) => isWritten);
    const unchanged = versions.filter(({ isWritten }) => !isWritten);
    // A first version is written before anybody can translate the practice.
    const further = written.filter(({ number }) => number > 1).map(({ practiceId }) => practiceId);
    await this.outbox.append(tx, events, [
      this.rows.upserting('practices', Practice, practices),
      ...(versions.length > 0 ? [this.storing(versions)] : []),
      ...storingSearched(written, await translationsOf(tx, further)),
      ...followingVersions(unchanged),
      ...storingContacts(written),
      ...this.history.storing(steps),
      ...(await storingPublic(tx, practices)),
    ]);
    await forgetReadings(tx, practices);
    for (const version of versions) version.isWritten = false;
    const translated = practices.filter((_, index) => changes[index]!.steps.some(({ kind }) => kind === 'translate'));
    if (translated.length > 0) await followTranslations(tx, translated);
  }

  /** Unchanged content is neither sent nor written again. */
  private storing(versions: readonly PracticeVersion[]): Part {
    const kept = { factSheet: {}, contentHash: '' };
    return this.rows.upserting(
      'version',
      PracticeVersion,
      versions.map((version) => (version.isWritten ? version : Object.assign(new PracticeVersion(), version, kept))),
      {
        instead: {
          fact_sheet: "case when excluded.content_hash = '' then old.fact_sheet else excluded.fact_sheet end",
          content_hash: "case when excluded.content_hash = '' then old.content_hash else excluded.content_hash end",
        },
      },
    );
  }

  /** The original languages of the published versions of practices. */
  async originalLanguages(tx: EntityManager, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await tx.query<{ id: string; language: string }[]>(
      `select p.id, v.fact_sheet ->> 'originalLanguage' as language
         from practice p join practice_version v on v.practice_id = p.id and v.number = p.published_version
        where p.id = any($1)`,
      [ids],
    );
    return new Map(rows.map(({ id, language }) => [id, language]));
  }

  private async one(tx: EntityManager, id: string): Promise<Practice> {
    const practice = await this.rows.loadOne(tx, id);
    if (!practice) throw notFound('practice');
    return practice;
  }
}

/** Practices are found by the words of their translations, and read differently, though their versions are unchanged. */
async function followTranslations(tx: EntityManager, practices: readonly Practice[]): Promise<void> {
  const ids = practices.map(({ id }) => id);
  const versions = practices.flatMap(({ published, work }) => [published, work].filter((one) => one !== null));
  await storeSearched(tx, versions, await translationsOf(tx, ids));
  await raiseRevisions(tx, ids);
}

/** The contacts of versions with new content replace those before. */
function storingContacts(written: readonly PracticeVersion[]): Part[] {
  if (written.length === 0) return [];
  const kept = written.map(({ practiceId, number, contacts }) => ({
    practice_id: practiceId, number, contacts: contacts.length,
  })); // prettier-ignore
  const contacts = written.flatMap(({ practiceId, number, contacts }) =>
    contacts.map(({ name, email, consentToPublish }, position) => ({
      practice_id: practiceId, number, position, name, email, consent_to_publish: consentToPublish ?? false,
    })),
  ); // prettier-ignore
  const columns = 'practice_id, number, position, name, email, consent_to_publish';
  const sql = `kept as (
       select * from jsonb_to_recordset($1) as version(practice_id uuid, number integer, contacts integer)
     ), gone as (
       delete from practice_contact c using kept
        where c.practice_id = kept.practice_id and c.number = kept.number and c.position >= kept.contacts
     ), contact as (
       insert into practice_contact (${columns}) select ${columns} from jsonb_populate_recordset(null::practice_contact, $2)
       on conflict (practice_id, number, position) do update
          set name = excluded.name, email = excluded.email, consent_to_publish = excluded.consent_to_publish
     )`;
  return [{ sql, values: [JSON.stringify(kept), JSON.stringify(contacts)] }];
}
