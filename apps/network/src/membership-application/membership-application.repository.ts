import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ById } from '#database';
import { found } from '#problems';
import { MembershipApplication } from './membership-application.js';

/** A member or another application that looks like the same authority. */
export interface Duplicate {
  readonly applicationId: string | null;
  readonly memberId: string | null;
  readonly name: string;
}

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

  /** Same country and the same name apart from case, accents and punctuation, or the same website. */
  duplicatesOf(application: MembershipApplication): Promise<Duplicate[]> {
    const letters = (name: string) =>
      `regexp_replace(folded(${name}) collate pg_unicode_fast, '[^[:alnum:]]+', '', 'g')`;
    return this.dataSource.query(
      `select * from (
         select null::uuid as "applicationId", id as "memberId", name, country, website from member
         union all
         select id, null, name, country, website from membership_application where id <> $1 and status = 'applied'
       ) other
       where country = $2 and (${letters('name')} = ${letters('$3::text')} or website = $4)
       order by name limit 20`,
      [application.id, application.country, application.name, application.website],
    );
  }

  list(status: readonly string[] | undefined): ById<MembershipApplication> {
    const query = this.dataSource.manager.createQueryBuilder(MembershipApplication, 'application');
    if (status) query.andWhere('application.status = any(:status)', { status });
    return new ById(query);
  }
}
