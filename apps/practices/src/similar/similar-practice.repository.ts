import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '#identity';
import type { FactSheet } from '../fact-sheet/fact-sheet.js';
import { whoseUnpublished } from '../practice/practice.access.js';
import { statesBefore, type PracticeState } from '../practice/practice.workflow.js';

/** The most practices that are proposed. */
export const PROPOSED = 20;

/** Candidates per title, the most similar first. */
const CANDIDATES = 100;

/** Weight of each part in the score; a part that one of the two lacks has none. */
const weights = { title: 0.6, organiser: 0.25, country: 0.1, period: 0.05 } as const;

/** Below this score two practices only sound alike. */
const LIKELY = 0.55;

/**
 * A practice that may be the same as another. Parts are from 0 to 1; undefined when one of the two has no value.
 */
export interface SimilarPractice {
  readonly id: string;
  readonly status: PracticeState;
  readonly title: FactSheet['title'];
  readonly countries: readonly string[];
  /** Similarity of titles in any two languages, the best pair: trigrams, without case and accents. */
  readonly titleMatch: number;
  readonly organiserMatch: number | undefined;
  readonly countryMatch: number | undefined;
  readonly periodMatch: number | undefined;
  readonly score: number;
}

interface Row {
  readonly id: string;
  readonly status: PracticeState;
  readonly title: FactSheet['title'];
  readonly countries: readonly string[];
  readonly titleMatch: number;
  readonly organiserMatch: number | null;
  readonly countryMatch: number | null;
  readonly periodMatch: number | null;
}

/** The weighted mean of the parts that are known, from 0 to 1. */
export function scoreOf(row: Omit<Row, 'id' | 'status' | 'title' | 'countries'>): number {
  const parts = [
    [weights.title, row.titleMatch],
    [weights.organiser, row.organiserMatch],
    [weights.country, row.countryMatch],
    [weights.period, row.periodMatch],
  ] as const;
  const known = parts.filter((part): part is readonly [(typeof part)[0], number] => part[1] !== null);
  const weight = known.reduce((sum, [share]) => sum + share, 0);
  return known.reduce((sum, [share, match]) => sum + share * match, 0) / weight;
}

/** Likely duplicates of a version of a practice. They merge nothing: a person decides. */
@Injectable()
export class SimilarPracticeRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Among published practices, and among those in work that the caller may see. */
  async of(id: string, version: number, by: Principal): Promise<SimilarPractice[]> {
    const { everybodys, memberId } = whoseUnpublished(by);
    const rows = await this.dataSource.query<Row[]>(
      `with asked as (
         select practice_id, match_titles, match_organiser, countries, period_start, period_end, ongoing
           from practice_search where practice_id = $1 and number = $2
       ), candidate as (
         select distinct on (found.practice_id) found.practice_id, found.number
           from asked cross join unnest(asked.match_titles) as own(title)
           cross join lateral (
             (select v.practice_id, v.number from practice_search v
               where v.shown and v.match_title %> own.title and v.practice_id <> $1
               order by word_similarity(own.title, v.match_title) desc, v.practice_id limit $3)
             union all
             (select v.practice_id, v.number from practice_search v join practice p on p.id = v.practice_id
               where ($4::boolean or $5::uuid is not null) and ($4 or p.owner_member_id = $5) and p.status = any($6)
                 and not v.shown and v.number = 1 and v.match_title %> own.title and v.practice_id <> $1
               order by word_similarity(own.title, v.match_title) desc, v.practice_id limit $3)
           ) as found
       )
       select v.practice_id as id, p.status, version.fact_sheet -> 'title' as title, v.countries, title.match as "titleMatch",
              similarity(asked.match_organiser, v.match_organiser) as "organiserMatch",
              case when cardinality(asked.countries) > 0 and cardinality(v.countries) > 0
                   then (asked.countries && v.countries)::integer end as "countryMatch",
              case when asked.period_start is not null and v.period_start is not null then (
                left(asked.period_start, 4) <= case when v.ongoing then '9999' else coalesce(left(v.period_end, 4), left(v.period_start, 4)) end
                and left(v.period_start, 4) <= case when asked.ongoing then '9999'
                      else coalesce(left(asked.period_end, 4), left(asked.period_start, 4)) end)::integer end as "periodMatch"
         from candidate join practice_search v using (practice_id, number)
         join practice_version version using (practice_id, number)
         join practice p on p.id = v.practice_id and (v.shown and p.status = 'published' or p.status = any($6))
         cross join asked
         cross join lateral (
           select max((similarity(own, other) + greatest(word_similarity(own, other), word_similarity(other, own))) / 2)::float8 as match
             from unnest(asked.match_titles) as own, unnest(v.match_titles) as other
         ) as title`,
      [id, version, CANDIDATES, everybodys, memberId, statesBefore],
    );
    return rows
      .map(({ organiserMatch, countryMatch, periodMatch, ...row }) => ({
        ...row,
        organiserMatch: organiserMatch ?? undefined,
        countryMatch: countryMatch ?? undefined,
        periodMatch: periodMatch ?? undefined,
        score: scoreOf({ ...row, organiserMatch, countryMatch, periodMatch }),
      }))
      .filter(({ score }) => score >= LIKELY)
      .sort((a, b) => b.score - a.score || a.id.localeCompare(b.id))
      .slice(0, PROPOSED);
  }
}
