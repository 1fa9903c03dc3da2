import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { happened, practiceMerged, practicePublished, practiceUpdated, practiceWithdrawn } from '#contracts';
import type { PresentState } from '#messaging';
import type { FactSheet } from '../../fact-sheet/fact-sheet.js';
import { publicFacts } from '../practice.js';

interface Row {
  id: string;
  ownerMemberId: string | null;
  withdrawnAt: Date | null;
  mergedInto: string | null;
  mergedAt: Date | null;
  sequence: string;
  /** Of the version that is shown, or was last; null when never published. */
  number: number | null;
  publishedAt: Date | null;
  factSheet: Pick<FactSheet, 'title' | 'countries' | 'dimensions' | 'themes'> | null;
}

/** Every practice as this app would announce it now; only the numbers of those never published. */
@Injectable()
export class PracticeSnapshot {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Practices after `after` by id, with one more to show whether others follow. One statement, so that all is of one
   * moment.
   */
  async page(after: string | undefined, limit: number): Promise<PresentState[]> {
    const rows = await this.dataSource.query<Row[]>(
      `select p.id, p.owner_member_id as "ownerMemberId", p.withdrawn_at as "withdrawnAt", p.merged_into as "mergedInto",
              p.merged_at as "mergedAt", h.sequence,
              v.number, v.published_at as "publishedAt",
              jsonb_build_object('title', v.fact_sheet -> 'title', 'countries', v.fact_sheet -> 'countries',
                                 'dimensions', v.fact_sheet -> 'dimensions', 'themes', v.fact_sheet -> 'themes') as "factSheet"
         from practice p
         join stream_head h on h.stream_id = p.id
         left join practice_version v on v.practice_id = p.id and v.number = p.published_version
        where $1::uuid is null or p.id > $1
        order by p.id limit $2`,
      [after ?? null, limit + 1],
    );
    return rows.map((row) => ({ subject: row.id, sequence: row.sequence, latest: latestOf(row) }));
  }

  async count(): Promise<number> {
    const [row] = await this.dataSource.query<{ n: number }[]>('select count(*)::int as n from practice');
    return row?.n ?? 0;
  }
}

/** What everyone last learned of the practice. */
function latestOf(row: Row): PresentState['latest'] {
  const { id, ownerMemberId, withdrawnAt, mergedInto, mergedAt, number, publishedAt, factSheet } = row;
  if (number === null || publishedAt === null || factSheet === null) return undefined;
  const contract = withdrawnAt ? practiceWithdrawn : number === 1 ? practicePublished : practiceUpdated;
  const facts = publicFacts({ id, ownerMemberId }, { number, factSheet });
  if (mergedInto !== null) {
    return { event: happened(practiceMerged, id, { ...facts, mergedInto }), at: mergedAt ?? publishedAt };
  }
  return { event: happened(contract, id, facts), at: withdrawnAt ?? publishedAt };
}
