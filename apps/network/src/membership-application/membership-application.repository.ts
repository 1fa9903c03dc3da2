import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ById } from '#database';
import { found } from '#problems';
import { byLikeness, hostOf, likenessesOf, type Known, type Likeness } from '../member/same-authority.js';
import { MembershipApplication } from './membership-application.js';

/** A member or another application that looks like the same authority. */
export interface Duplicate {
  readonly applicationId: string | null;
  readonly memberId: string | null;
  readonly name: string;
  readonly country: string;
  /** Of the membership, or of the application. */
  readonly status: string;
  readonly alike: readonly Likeness[];
}

/** Authorities that are compared with an application: those of a country are some hundreds. */
const MOST_COMPARED = 5_000;
const MOST_DUPLICATES = 10;

const what = 'membership application';

@Injectable()
export class MembershipApplicationRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** How many applications came from this mail domain since then; serialised, so that a burst cannot exceed the limit. */
  async countFromDomain(tx: EntityManager, domain: string, since: Date): Promise<number> {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 628))', [domain]);
    const [row] = await tx.query<{ n: number }[]>(
      `select count(*)::int as n from membership_application
        where mail_domain = $1 and created_at > $2`,
      [domain, since],
    );
    return row?.n ?? 0;
  }

  async insert(tx: EntityManager, application: MembershipApplication): Promise<void> {
    await tx.insert(MembershipApplication, application);
  }

  find(id: string): Promise<MembershipApplication | null> {
    return this.dataSource.manager.findOneBy(MembershipApplication, { id });
  }

  /** @throws {Problem} 404 */
  async get(id: string): Promise<MembershipApplication> {
    return found(await this.find(id), what);
  }

  /** @throws {Problem} 404 */
  async forUpdate(tx: EntityManager, id: string): Promise<MembershipApplication> {
    return found(await tx.findOne(MembershipApplication, { where: { id }, lock: { mode: 'pessimistic_write' } }), what);
  }

  async update(tx: EntityManager, application: MembershipApplication): Promise<void> {
    const { id, ...columns } = application;
    await tx.update(MembershipApplication, { id }, columns);
  }

  /** Members and undecided or rejected applications that may be the same authority, the likeliest first. */
  async duplicatesOf(application: MembershipApplication): Promise<Duplicate[]> {
    const others = await this.dataSource.query<(Known & Omit<Duplicate, 'alike'>)[]>(
      `select * from (
         select null::uuid as "applicationId", id as "memberId", name, country, place, nuts_code as "nutsCode", website, status
           from member
         union all
         select id, null, name, country, place, nuts_code, website, status
           from membership_application where id <> $1 and status <> 'approved'
       ) other
       where country = $2 or $3::text is not null and strpos(website, $3) > 0
       order by country = $2 desc, name limit ${MOST_COMPARED}`,
      [application.id, application.country, hostOf(application.website) ?? null],
    );
    return others
      .map(({ applicationId, memberId, name, country, status, ...other }) => ({
        applicationId, memberId, name, country, status, alike: likenessesOf(application, { name, country, ...other }),
      }))
      .filter(({ alike }) => alike.length > 0)
      .toSorted((a, b) => byLikeness(a.alike, b.alike))
      .slice(0, MOST_DUPLICATES); // prettier-ignore
  }

  list(status: readonly string[] | undefined): ById<MembershipApplication> {
    const query = this.dataSource.manager.createQueryBuilder(MembershipApplication, 'application');
    if (status) query.andWhere('application.status = any(:status)', { status });
    return new ById(query);
  }
}
