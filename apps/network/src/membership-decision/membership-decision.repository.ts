import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { actedIn, type ActFilter } from '#database';
import type { Listed } from '#http';

export const membershipActs = ['admit', 'reject', 'suspend', 'reinstate', 'end'] as const;

/** A decision on a membership, or one by which none began. */
export interface MembershipDecision {
  /** Its place among those of the same moment. */
  readonly key: string;
  readonly act: (typeof membershipActs)[number];
  /** Of the authority. */
  readonly name: string;
  readonly memberId: string | null;
  /** Of what was rejected. */
  readonly applicationId: string | null;
  readonly effectiveOn: string | null;
  readonly reason: string | null;
  readonly by: string;
  readonly at: Date;
}

/** What the list is made of: each source with its columns, and who decided when. */
const sources = [
  {
    by: 's.decided_by', at: 's.recorded_at', key: `('member ' || lpad(s.id::text, 19, '0')) collate "C"`,
    rest: `case s.status when 'suspended' then 'suspend' when 'ended' then 'end' else
             case when exists (select from member_status e where e.member_id = s.member_id and e.id < s.id)
                  then 'reinstate' else 'admit' end end as act,
           member.name, s.member_id as "memberId", null::uuid as "applicationId", s.effective_on::text as "effectiveOn", s.reason`,
    from: 'member_status s join member on member.id = s.member_id where true',
  },
  {
    by: 'a.decided_by', at: 'a.decided_at', key: `('application ' || a.id) collate "C"`,
    rest: `'reject' as act, a.name, null::uuid as "memberId", a.id as "applicationId", null as "effectiveOn", a.reason`,
    from: `membership_application a where a.status = 'rejected'`,
  },
] as const; // prettier-ignore

/** What was decided on members and applications. The approval of an application is the admission of its member. */
@Injectable()
export class MembershipDecisionRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** The newest first. */
  list(filter: ActFilter): Listed<MembershipDecision> {
    const { values: filtered } = actedIn(filter, { by: '', at: '' }, 1);
    return {
      read: (seek, most) => {
        const parts = sources.map(({ by, at, key, rest, from }) => {
          const { where, orderBy } = seek.sql({ [at]: 'timestamptz', [key]: 'text' }, 4, 'desc');
          return `(select ${at} as at, ${key} as key, ${by} as by, ${rest} from ${from}
                     and ${actedIn(filter, { by, at }, 1).where} and ${where} order by ${orderBy} limit $6)`;
        });
        const { orderBy, values } = seek.sql({ at: 'timestamptz', key: 'text' }, 4, 'desc');
        return this.dataSource.query<MembershipDecision[]>(
          `select * from (${parts.join(' union all ')}) as decision order by ${orderBy} limit $6`,
          [...filtered, ...values, most],
        );
      },
      count: async () => {
        const parts = sources.map(
          ({ by, at, from }) => `(select count(*) from ${from} and ${actedIn(filter, { by, at }, 1).where})`,
        );
        const [row] = await this.dataSource.query<{ n: number }[]>(
          `select (${parts.join(' + ')})::integer as n`,
          filtered,
        );
        return row?.n ?? 0;
      },
    };
  }
}
