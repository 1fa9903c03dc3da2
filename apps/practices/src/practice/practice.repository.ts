import { Inject, Injectable } from '@nestjs/common';
import { DataSource, In, IsNull, Not, type EntityManager } from 'typeorm';
import { Outbox } from '#messaging';
import { notFound } from '#problems';
import type { Contact } from '../fact-sheet/fact-sheet.js';
import { Assignments } from './assignment/assignments.js';
import { Practice } from './practice.js';
import { PracticeHistory } from './practice.history.js';
import { PracticeVersion } from './practice-version.js';

interface ContactRow {
  practice_id: string;
  number: number;
  name: string | null;
  email: string | null;
  consent_to_publish: boolean;
}

/** All SQL that loads and stores practices. */
@Injectable()
export class PracticeRepository {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(PracticeHistory) private readonly history: PracticeHistory,
    @Inject(Assignments) private readonly assignments: Assignments,
  ) {}

  /** @throws {Problem} 404 */
  async get(id: string): Promise<Practice> {
    const practice = await this.dataSource.manager.findOneBy(Practice, { id });
    if (!practice) throw notFound('practice');
    await this.loadVersions(this.dataSource.manager, [practice]);
    return practice;
  }

  /** The practice, locked until the transaction ends. @throws {Problem} 404 */
  async forUpdate(tx: EntityManager, id: string): Promise<Practice> {
    const practice = await tx.findOne(Practice, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!practice) throw notFound('practice');
    await this.loadVersions(tx, [practice]);
    return practice;
  }

  /** The practices of a source by their ids there, locked until the transaction ends; who is missing is unknown. */
  async bySourceForUpdate(
    tx: EntityManager,
    source: string,
    externalIds: readonly string[],
  ): Promise<Map<string, Practice>> {
    const keys = await tx.query<{ id: string; external_id: string }[]>(
      'select id, external_id from practice where import_key = $1 and external_id = any($2) order by id for update',
      [source, externalIds],
    );
    const practices = await tx.findBy(Practice, { id: In(keys.map(({ id }) => id)) });
    await this.loadVersions(tx, practices);
    const byId = new Map(practices.map((practice) => [practice.id, practice]));
    return new Map(keys.map(({ id, external_id }) => [external_id, byId.get(id)!]));
  }

  /** Published versions before a number (all when undefined), the newest first, without contacts; one more than the limit tells of others. */
  publishedVersions(id: string, before: number | undefined, limit: number): Promise<PracticeVersion[]> {
    const query = this.dataSource.manager
      .createQueryBuilder(PracticeVersion, 'version')
      .where('version.practiceId = :id and version.publishedAt is not null', { id })
      .orderBy('version.number', 'DESC')
      .limit(limit + 1);
    if (before !== undefined) query.andWhere('version.number < :before', { before });
    return query.getMany();
  }

  countPublishedVersions(id: string): Promise<number> {
    return this.dataSource.manager.countBy(PracticeVersion, { practiceId: id, publishedAt: Not(IsNull()) });
  }

  /** One version without its contacts, published or not. @throws {Problem} 404 */
  async version(practiceId: string, number: number): Promise<PracticeVersion> {
    const version = await this.dataSource.manager.findOneBy(PracticeVersion, { practiceId, number });
    if (!version) throw notFound('version');
    return version;
  }

  /** Stores practices with their changed versions, contacts and events: a fixed number of statements, however many they are. */
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
    await this.assignments.store(
      tx,
      changes.flatMap(({ assigned }, index) => assigned.map((one) => ({ ...one, practiceId: practices[index]!.id }))),
    );
    await this.outbox.append(
      tx,
      changes.flatMap(({ events }) => events),
    );
  }

  /** Gives versions their contacts. */
  async loadContacts(tx: EntityManager, versions: readonly PracticeVersion[]): Promise<void> {
    if (versions.length === 0) return;
    const rows = await tx.query<ContactRow[]>(
      `select practice_id, number, name, email, consent_to_publish
         from unnest($1::uuid[], $2::integer[]) as version(practice_id, number) join practice_contact using (practice_id, number)
        order by practice_id, number, position`,
      [versions.map(({ practiceId }) => practiceId), versions.map(({ number }) => number)],
    );
    const byKey = new Map(versions.map((version) => [`${version.practiceId} ${version.number}`, version]));
    for (const version of versions) version.contacts = [];
    for (const row of rows) {
      const version = byKey.get(`${row.practice_id} ${row.number}`);
      if (version) version.contacts = [...version.contacts, toContact(row)];
    }
  }

  private async loadVersions(tx: EntityManager, practices: readonly Practice[]): Promise<void> {
    const numbers = practices.flatMap(({ id, publishedVersion, workVersion }) =>
      [publishedVersion, workVersion].flatMap((number) => (number === null ? [] : [{ id, number }])),
    );
    const versions = await tx
      .createQueryBuilder(PracticeVersion, 'version')
      .where(
        '(version.practice_id, version.number) in (select * from unnest(cast(:ids as uuid[]), cast(:numbers as integer[])))',
        {
          ids: numbers.map(({ id }) => id),
          numbers: numbers.map(({ number }) => number),
        },
      )
      .getMany();
    await this.loadContacts(tx, versions);
    const byKey = new Map(versions.map((version) => [`${version.practiceId} ${version.number}`, version]));
    for (const practice of practices) {
      practice.published = byKey.get(`${practice.id} ${practice.publishedVersion}`) ?? null;
      practice.work = byKey.get(`${practice.id} ${practice.workVersion}`) ?? null;
    }
  }
}

const toContact = (row: ContactRow): Contact => ({
  ...(row.name !== null ? { name: row.name } : {}),
  ...(row.email !== null ? { email: row.email } : {}),
  consentToPublish: row.consent_to_publish,
});

async function upsertPractices(tx: EntityManager, practices: readonly Practice[]): Promise<void> {
  const column = <K extends keyof Practice>(name: K) => practices.map((practice) => practice[name]);
  await tx.query(
    `insert into practice (id, owner_member_id, status, revision, published_version, work_version, provenance,
                           created_at, updated_at, published_at, withdrawn_at, withdrawal_reason, label, adoption_count)
     select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::integer[], $5::integer[], $6::integer[], $7::jsonb[],
                          $8::timestamptz[], $9::timestamptz[], $10::timestamptz[], $11::timestamptz[], $12::text[], $13::jsonb[], $14::integer[])
     on conflict (id) do update set
       status = excluded.status, revision = excluded.revision, published_version = excluded.published_version,
       work_version = excluded.work_version, provenance = excluded.provenance, updated_at = excluded.updated_at,
       published_at = excluded.published_at, withdrawn_at = excluded.withdrawn_at, withdrawal_reason = excluded.withdrawal_reason,
       label = excluded.label, adoption_count = excluded.adoption_count`,
    [
      column('id'), column('ownerMemberId'), column('status'), column('revision'), column('publishedVersion'),
      column('workVersion'), practices.map(({ provenance }) => JSON.stringify(provenance)), column('createdAt'),
      column('updatedAt'), column('publishedAt'), column('withdrawnAt'), column('withdrawalReason'),
      practices.map(({ label }) => (label === null ? null : JSON.stringify(label))), column('adoptionCount'),
    ], // prettier-ignore
  );
}

async function upsertVersions(tx: EntityManager, versions: readonly PracticeVersion[]): Promise<void> {
  if (versions.length === 0) return;
  // Former versions first: at no moment may two versions of one practice be shown.
  const ordered = [...versions].sort((a, b) => Number(a.shown) - Number(b.shown));
  const column = <K extends keyof PracticeVersion>(name: K) => ordered.map((version) => version[name]);
  const json = (values: readonly unknown[]) => values.map((value) => (value === null ? null : JSON.stringify(value)));
  await tx.query(
    `insert into practice_version as v (practice_id, number, state, shown, fact_sheet, content_hash, complete, change_request,
                                   reason, created_at, updated_at, published_at, published_by)
     select * from unnest($1::uuid[], $2::integer[], $3::text[], $4::boolean[], $5::jsonb[], $6::text[], $7::boolean[], $8::jsonb[],
                          $9::text[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[], $13::text[])
     on conflict (practice_id, number) do update set
       state = excluded.state, shown = excluded.shown, fact_sheet = excluded.fact_sheet, content_hash = excluded.content_hash,
       complete = excluded.complete, change_request = excluded.change_request, reason = excluded.reason,
       updated_at = excluded.updated_at, published_at = excluded.published_at, published_by = excluded.published_by`,
    [
      column('practiceId'), column('number'), column('state'), column('shown'), json(column('factSheet')),
      column('contentHash'), column('complete'), json(column('changeRequest')), column('reason'), column('createdAt'),
      column('updatedAt'), column('publishedAt'), column('publishedBy'),
    ], // prettier-ignore
  );
  const contacts = ordered.flatMap((version) =>
    version.contacts.map((contact, position) => ({ version, contact, position })),
  );
  await tx.query(
    `delete from practice_contact where (practice_id, number) in (select * from unnest($1::uuid[], $2::integer[]))`,
    [column('practiceId'), column('number')],
  );
  if (contacts.length === 0) return;
  await tx.query(
    `insert into practice_contact (practice_id, number, position, name, email, consent_to_publish)
     select * from unnest($1::uuid[], $2::integer[], $3::smallint[], $4::text[], $5::text[], $6::boolean[])`,
    [
      contacts.map(({ version }) => version.practiceId), contacts.map(({ version }) => version.number),
      contacts.map(({ position }) => position), contacts.map(({ contact }) => contact.name ?? null),
      contacts.map(({ contact }) => contact.email ?? null), contacts.map(({ contact }) => contact.consentToPublish ?? false),
    ], // prettier-ignore
  );
}
