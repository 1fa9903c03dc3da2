import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, Not, Raw, type EntityManager } from 'typeorm';
import { prepared } from '#database';
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
import { followVersions, storeSearched } from './practice-search.js';
import { PracticeVersion } from './practice-version.js';
import { raiseRevisions, storePublic } from './public-practices.js';

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

  /** Stores any number of practices, with changed versions, contacts and events, in a fixed number of statements. */
  async save(tx: EntityManager, practices: readonly Practice[]): Promise<void> {
    if (practices.length === 0) return;
    const changes = practices.map((practice) => practice.takeChanges());
    await upsertPractices(tx, practices);
    await upsertVersions(
      tx,
      changes.flatMap(({ versions }) => versions),
    );
    await this.history.append(
      tx,
      changes.flatMap(({ steps }, index) => steps.map((step) => ({ practiceId: practices[index]!.id, step }))),
    );
    await this.outbox.append(
      tx,
      changes.flatMap(({ events }) => events),
    );
    await storePublic(tx, practices);
    const translated = practices.filter((_, index) => changes[index]!.steps.some(({ kind }) => kind === 'translate'));
    if (translated.length > 0) await followTranslations(tx, translated);
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

async function upsertPractices(tx: EntityManager, practices: readonly Practice[]): Promise<void> {
  const column = <K extends keyof Practice>(name: K) => practices.map((practice) => practice[name]);
  await tx.query(
    prepared(`insert into practice (id, owner_member_id, status, revision, published_version, work_version, provenance,
                           created_at, updated_at, published_at, withdrawn_at, withdrawal_reason, label, adoption_count, merged_into, merged_at, merger_reason)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::integer[], $5::integer[], $6::integer[], $7::jsonb[],
                          $8::timestamptz[], $9::timestamptz[], $10::timestamptz[], $11::timestamptz[], $12::text[], $13::jsonb[], $14::integer[], $15::uuid[], $16::timestamptz[], $17::text[])
     on conflict (id) do update set
       status = excluded.status, revision = excluded.revision, published_version = excluded.published_version,
       work_version = excluded.work_version, provenance = excluded.provenance, updated_at = excluded.updated_at,
       published_at = excluded.published_at, withdrawn_at = excluded.withdrawn_at, withdrawal_reason = excluded.withdrawal_reason,
       label = excluded.label, adoption_count = excluded.adoption_count, merged_into = excluded.merged_into, merged_at = excluded.merged_at,
       merger_reason = excluded.merger_reason`),
    [
      column('id'), column('ownerMemberId'), column('status'), column('revision'), column('publishedVersion'),
      column('workVersion'), practices.map(({ provenance }) => JSON.stringify(provenance)), column('createdAt'),
      column('updatedAt'), column('publishedAt'), column('withdrawnAt'), column('withdrawalReason'),
      practices.map(({ label }) => (label === null ? null : JSON.stringify(label))), column('adoptionCount'),
      column('mergedInto'), column('mergedAt'), column('mergerReason'),
    ], // prettier-ignore
  );
}

async function upsertVersions(tx: EntityManager, versions: readonly PracticeVersion[]): Promise<void> {
  if (versions.length === 0) return;
  // Former versions first: two versions of one practice must never be shown at once.
  const ordered = [...versions].sort((a, b) => Number(a.shown) - Number(b.shown));
  const column = <K extends keyof PracticeVersion>(name: K) => ordered.map((version) => version[name]);
  const json = (values: readonly unknown[]) => values.map((value) => (value === null ? null : JSON.stringify(value)));
  await tx.query(
    prepared(`insert into practice_version as v (practice_id, number, state, shown, fact_sheet, content_hash, complete, change_request,
                                   reason, created_at, updated_at, published_at, published_by, submitted_at, edit, overwritten)
     select * from unnest($1::uuid[], $2::integer[], $3::text[], $4::boolean[], $5::jsonb[], $6::text[], $7::boolean[], $8::jsonb[],
                          $9::text[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[], $13::text[],
                          $14::timestamptz[], $15::jsonb[], $16::jsonb[])
     on conflict (practice_id, number) do update set
       state = excluded.state, shown = excluded.shown, change_request = excluded.change_request, reason = excluded.reason,
       updated_at = excluded.updated_at, published_at = excluded.published_at, published_by = excluded.published_by,
       submitted_at = excluded.submitted_at, edit = excluded.edit, overwritten = excluded.overwritten, complete = excluded.complete,
       -- No hash: the content is what it was, and is neither sent nor written again.
       fact_sheet = case when excluded.content_hash = '' then v.fact_sheet else excluded.fact_sheet end,
       content_hash = case when excluded.content_hash = '' then v.content_hash else excluded.content_hash end`),
    [
      column('practiceId'), column('number'), column('state'), column('shown'),
      ordered.map(({ isWritten, factSheet }) => (isWritten ? JSON.stringify(factSheet) : '{}')),
      ordered.map(({ isWritten, contentHash }) => (isWritten ? contentHash : '')), column('complete'), json(column('changeRequest')), column('reason'), column('createdAt'),
      column('updatedAt'), column('publishedAt'), column('publishedBy'), column('submittedAt'), json(column('edit')),
      json(column('overwritten')),
    ], // prettier-ignore
  );
  const written = ordered.filter(({ isWritten }) => isWritten);
  const unchanged = ordered.filter(({ isWritten }) => !isWritten);
  if (unchanged.length > 0) await followVersions(tx, unchanged);
  if (written.length === 0) return;
  // A first version is written before anybody can translate the practice.
  const further = written.filter(({ number }) => number > 1);
  await storeSearched(tx, written, await translationsOf(tx, further.map(({ practiceId }) => practiceId))); // prettier-ignore
  await storeContacts(tx, written);
  for (const version of written) version.isWritten = false;
}

/** Practices are found by the words of their translations, and read differently, though their versions are unchanged. */
async function followTranslations(tx: EntityManager, practices: readonly Practice[]): Promise<void> {
  const ids = practices.map(({ id }) => id);
  const versions = practices.flatMap(({ published, work }) => [published, work].filter((one) => one !== null));
  await storeSearched(tx, versions, await translationsOf(tx, ids));
  await raiseRevisions(tx, ids);
}

async function storeContacts(tx: EntityManager, versions: readonly PracticeVersion[]): Promise<void> {
  const contacts = versions.flatMap((version) =>
    version.contacts.map((contact, position) => ({ version, contact, position })),
  );
  await tx.query(
    prepared(`with kept as (
       select * from unnest($1::uuid[], $2::integer[], $3::integer[]) as version(practice_id, number, contacts)
     ), gone as (
       delete from practice_contact c using kept
        where c.practice_id = kept.practice_id and c.number = kept.number and c.position >= kept.contacts
     )
     insert into practice_contact (practice_id, number, position, name, email, consent_to_publish)
     select * from unnest($4::uuid[], $5::integer[], $6::smallint[], $7::text[], $8::text[], $9::boolean[])
     on conflict (practice_id, number, position) do update
        set name = excluded.name, email = excluded.email, consent_to_publish = excluded.consent_to_publish`),
    [
      versions.map(({ practiceId }) => practiceId), versions.map(({ number }) => number), versions.map((version) => version.contacts.length),
      contacts.map(({ version }) => version.practiceId), contacts.map(({ version }) => version.number),
      contacts.map(({ position }) => position), contacts.map(({ contact }) => contact.name ?? null),
      contacts.map(({ contact }) => contact.email ?? null), contacts.map(({ contact }) => contact.consentToPublish ?? false),
    ], // prettier-ignore
  );
}
