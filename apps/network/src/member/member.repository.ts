import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import type { MemberKind, MemberStatus } from '#contracts';
import { ById, Clock } from '#database';
import { Outbox } from '#messaging';
import type { Listed } from '#http';
import { found } from '#problems';
import { Member, type RecordedChange } from './member.js';

/** Kinds whose members vote; the others observe. */
export const votingKinds: readonly MemberKind[] = ['municipality', 'province', 'region'];

export interface MemberFilter {
  readonly id?: readonly string[];
  readonly kind?: readonly string[];
  readonly country?: readonly string[];
  readonly status?: readonly string[];
  /** Part of the name. */
  readonly q?: string;
  /** Only members that had a vote on this day. */
  readonly votingOn?: string;
}

/** What members are counted by. */
export const memberFacets = ['country', 'kind'] as const;
export type MemberFacet = (typeof memberFacets)[number];

interface Counted {
  readonly code: string;
  readonly count: number;
}

@Injectable()
export class MemberRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** @throws {Problem} 404 */
  async get(id: string): Promise<Member> {
    return found(await this.dataSource.manager.findOneBy(Member, { id }), 'member');
  }

  /** The member, locked until the transaction ends, with the day of its last change. @throws {Problem} 404 */
  async forUpdate(tx: EntityManager, id: string): Promise<{ member: Member; lastChangeOn: string }> {
    const member = found(await tx.findOne(Member, { where: { id }, lock: { mode: 'pessimistic_write' } }), 'member');
    const [last] = await tx.query<{ day: string }[]>(
      'select max(effective_on)::text as day from member_status where member_id = $1',
      [id],
    );
    return { member, lastChangeOn: last?.day ?? member.since };
  }

  /** Stores the member with its history and its events. */
  async save(tx: EntityManager, member: Member): Promise<void> {
    const { changes, events } = member.takeChanges();
    const { id, name, kind, country, place, nutsCode, website, status, since, revision } = member;
    await tx.upsert(Member, { id, name, kind, country, place, nutsCode, website, status, since, revision }, ['id']);
    for (const change of changes) {
      await tx.query(
        `insert into member_status (member_id, status, effective_on, reason, decided_by, recorded_at)
         values ($1, $2, $3, $4, $5, $6)`,
        [id, change.status, change.effectiveOn, change.reason, change.decidedBy, this.clock.now()],
      );
    }
    await this.outbox.append(tx, events);
  }

  /** Every change of a membership, the newest first. */
  history(id: string): Listed<RecordedChange> {
    return {
      read: (seek, most) => {
        const { where, orderBy, values } = seek.sql({ id: 'bigint' }, 2, 'desc');
        return this.dataSource.query<RecordedChange[]>(
          `select id, status, effective_on::text as "effectiveOn", reason, decided_by as "decidedBy", recorded_at as "recordedAt"
             from member_status where member_id = $1 and ${where} order by ${orderBy} limit $3`,
          [id, ...values, most],
        );
      },
      count: async () => {
        const [row] = await this.dataSource.query<{ n: number }[]>(
          'select count(*)::integer as n from member_status where member_id = $1',
          [id],
        );
        return row?.n ?? 0;
      },
    };
  }

  /** In the order of their admission. */
  list(filter: MemberFilter): ById<Member> {
    return new ById(this.selected(filter));
  }

  /** How many members have each code, the most frequent first; without the filter of the same name. */
  async facets(filter: MemberFilter, names: readonly MemberFacet[]): Promise<Readonly<Record<string, Counted[]>>> {
    const counted = names.map(async (name) => {
      const others: MemberFilter = Object.assign({}, filter, { [name]: undefined });
      const rows = await this.selected(others)
        .select(`member.${name}`, 'code')
        .addSelect('count(*)::int', 'count')
        .groupBy('code')
        .orderBy({ count: 'DESC', code: 'ASC' })
        .getRawMany<Counted>();
      return [name, rows] as const;
    });
    return Object.fromEntries(await Promise.all(counted));
  }

  private selected(filter: MemberFilter): SelectQueryBuilder<Member> {
    const query = this.dataSource.manager.createQueryBuilder(Member, 'member');
    if (filter.id) query.andWhere('member.id = any(:id)', { id: filter.id });
    if (filter.kind) query.andWhere('member.kind = any(:kind)', { kind: filter.kind });
    if (filter.country) query.andWhere('member.country = any(:country)', { country: filter.country });
    if (filter.status) query.andWhere('member.status = any(:status)', { status: filter.status });
    if (filter.q) query.andWhere('strpos(folded(member.name), folded(:q)) > 0', { q: filter.q });
    if (filter.votingOn) {
      const approved: MemberStatus = 'approved';
      query.andWhere('member.kind = any(:votingKinds)', { votingKinds }).andWhere(
        `(select s.status from member_status s where s.member_id = member.id and s.effective_on <= :votingOn
           order by s.effective_on desc, s.id desc limit 1) = :approved`,
        { votingOn: filter.votingOn, approved },
      );
    }
    return query;
  }
}
