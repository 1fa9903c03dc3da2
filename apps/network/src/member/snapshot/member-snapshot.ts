import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import {
  happened,
  memberApproved,
  memberEnded,
  memberReinstated,
  memberSuspended,
  type MemberKind,
  type MemberStatus,
} from '#contracts';
import type { PresentState } from '#messaging';
import { publicFacts } from '../member.js';

interface Row {
  id: string;
  name: string;
  kind: MemberKind;
  country: string;
  status: MemberStatus;
  sequence: string;
  effectiveOn: string;
  recordedAt: Date;
  /** Number of changes of the membership so far, including the admission. */
  changes: number;
}

/** Every member as this app would announce it now. */
@Injectable()
export class MemberSnapshot {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Members after `after` in the order of their ids, and one more if there is a next page. One statement: all from one
   * moment.
   */
  async page(after: string | undefined, limit: number): Promise<PresentState[]> {
    const rows = await this.dataSource.query<Row[]>(
      `select m.id, m.name, m.kind, m.country, m.status, h.sequence, last.effective_on::text as "effectiveOn",
              last.recorded_at as "recordedAt", last.changes::int as changes
         from member m
         join stream_head h on h.stream_id = m.id
         cross join lateral (
           select effective_on, recorded_at, count(*) over () as changes
             from member_status s where s.member_id = m.id order by s.id desc limit 1
         ) last
        where $1::uuid is null or m.id > $1
        order by m.id limit $2`,
      [after ?? null, limit + 1],
    );
    return rows.map((row) => ({
      subject: row.id,
      sequence: row.sequence,
      latest: { event: happened(contractOf(row), row.id, publicFacts(row, row)), at: row.recordedAt },
    }));
  }

  async count(): Promise<number> {
    const [row] = await this.dataSource.query<{ n: number }[]>('select count(*)::int as n from member');
    return row?.n ?? 0;
  }
}

/** The last change of the member. */
function contractOf({ status, changes }: Row): typeof memberApproved {
  switch (status) {
    case 'approved':
      return changes === 1 ? memberApproved : memberReinstated;
    case 'suspended':
      return memberSuspended;
    case 'ended':
      return memberEnded;
  }
}
