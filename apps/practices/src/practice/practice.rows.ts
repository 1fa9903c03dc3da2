import type { DataSource, EntityManager } from 'typeorm';
import { prepared, type Part } from '#database';
import { Practice } from './practice.js';
import { PracticeVersion } from './practice-version.js';

/** As `PracticeRows.columns` selects it. */
export type Row = Readonly<Record<string, unknown>>;
type Class = typeof Practice | typeof PracticeVersion;

/** Contacts of the version `v`, in their order. */
const contacts = `(select coalesce(json_agg(json_strip_nulls(json_build_object(
    'name', c.name, 'email', c.email, 'consentToPublish', c.consent_to_publish)) order by c.position), '[]')
  from practice_contact c where c.practice_id = v.practice_id and c.number = v.number) as "v.contacts"`;

const ownerName = '(select m.name from member m where m.id = p.owner_member_id) as "p.ownerName"';

/** Practices `p` and their versions `v` as rows of hand-written statements: what to select, and what it means. */
export class PracticeRows {
  /** For `select`: everything of both, contacts too. */
  readonly columns: string;
  private readonly loading: string;
  private readonly loadingOne: string;

  constructor(private readonly dataSource: DataSource) {
    this.columns = [
      ...this.columnsOf(Practice, 'p'),
      ...this.columnsOf(PracticeVersion, 'v'),
      ownerName,
      contacts,
    ].join(', ');
    this.loading = `select ${this.columns} from practice p
         left join practice_version v on v.practice_id = p.id and v.number in (p.published_version, p.work_version)`;
    this.loadingOne = prepared(`${this.loading} where p.id = $1`);
  }

  async loadOne(tx: EntityManager, id: string): Promise<Practice | undefined> {
    return this.practicesIn(await tx.query<Row[]>(this.loadingOne, [id]))[0];
  }

  async load(tx: EntityManager, ids: readonly string[]): Promise<Practice[]> {
    return this.practicesIn(await tx.query<Row[]>(`${this.loading} where p.id = any($1)`, [ids]));
  }

  /** Stores practices or versions of one kind, in their order; returns them under `name` as they are then. */
  upserting<T extends Practice | PracticeVersion>(
    name: string,
    entity: new () => T,
    rows: readonly Readonly<Partial<Record<keyof T, unknown>>>[],
    { instead = {} }: { instead?: Readonly<Record<string, string>> } = {},
  ): Part {
    const { columns, tableName } = this.dataSource.getMetadata(entity);
    const names = columns.map(({ databaseName }) => databaseName).join(', ');
    const others = columns.filter(({ isPrimary }) => !isPrimary).map(({ databaseName }) => databaseName);
    const keys = columns.filter(({ isPrimary }) => isPrimary).map(({ databaseName }) => databaseName);
    return {
      sql: `${name} as (
        insert into ${tableName} as old (${names}) select ${names} from jsonb_populate_recordset(null::${tableName}, $1) on conflict (${keys.join(', ')})
        do update set ${others.map((column) => `${column} = ${instead[column] ?? `excluded.${column}`}`).join(', ')} returning *)`,
      values: [
        JSON.stringify(
          rows.map((row) =>
            Object.fromEntries(columns.map((column) => [column.databaseName, row[column.propertyName as keyof T]])),
          ),
        ),
      ],
    };
  }

  practice(row: Row): Practice {
    return Object.assign(this.entity(Practice, 'p', row), { ownerName: row['p.ownerName'] });
  }

  version(row: Row): PracticeVersion {
    return Object.assign(this.entity(PracticeVersion, 'v', row), { contacts: row['v.contacts'] });
  }

  /** Practices with the version that everyone sees, the version in work, and the contacts of both. */
  private practicesIn(rows: readonly Row[]): Practice[] {
    const found = new Map<string, Practice>();
    for (const row of rows) {
      const practice = found.get(row['p.id'] as string) ?? this.practice(row);
      found.set(practice.id, practice);
      if (row['v.number'] === null) continue;
      const version = this.version(row);
      if (version.number === practice.publishedVersion) practice.published = version;
      if (version.number === practice.workVersion) practice.work = version;
    }
    return [...found.values()];
  }

  private columnsOf(entity: Class, alias: string): string[] {
    const { columns } = this.dataSource.getMetadata(entity);
    return columns.map((column) => `${alias}.${column.databaseName} as "${alias}.${column.propertyName}"`);
  }

  private entity<T extends Practice | PracticeVersion>(entity: new () => T, alias: string, row: Row): T {
    const made = new entity() as Record<string, unknown> & T;
    for (const { propertyName } of this.dataSource.getMetadata(entity).columns) {
      (made as Record<string, unknown>)[propertyName] = row[`${alias}.${propertyName}`];
    }
    return made;
  }
}
