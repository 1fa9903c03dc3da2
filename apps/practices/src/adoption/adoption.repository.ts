import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import { ById, Clock, prepared, type Seek } from '#database';
import type { Listed } from '#http';
import { notFound } from '#problems';
import type { LanguageMap } from '../fact-sheet/fact-sheet.js';
import { namesOf } from '../members/member.projection.js';
import { Adoption } from './adoption.js';

/** Most links followed in a chain; a chain is a tree of cities, and this many generations span decades. */
const MAX_DEPTH = 10;
/** Most adoptions in one answer. */
const MAX_CHAIN = 200;

/** One adoption in a chain: who adopted what from whom, and with what result. */
export interface ChainLink {
  readonly adoptionId: string;
  /** Generations from the requested practice; negative for earlier ones. */
  readonly distance: number;
  readonly practiceId: string;
  readonly title: LanguageMap;
  readonly memberId: string;
  readonly memberName: string | null;
  readonly status: Adoption['status'];
  readonly ownPracticeId: string | null;
  /** Null: not, or no longer, published. */
  readonly ownPracticeTitle: LanguageMap | null;
}

/** Adoptions of published practices `p`, with the title shown. */
const LINK = `
  select a.id, a.practice_id, a.member_id, a.status, a.own_practice_id, v.fact_sheet -> 'title' as title
    from adoption a join practice p on p.id = a.practice_id and p.status = 'published'
                    join practice_version v on v.practice_id = p.id and v.shown`;

/** The practice `:practiceId` and those merged into it: adopting one of them counts as adopting this one. */
const SAME = `adoption.practice_id in (
  with recursive same(id) as (
    select :practiceId::uuid union select p.id from practice p join same on p.merged_into = same.id
  ) select id from same)`;

/** Which adoptions of a member are listed. */
export interface MemberAdoptions {
  readonly memberId: string;
  /** Of this practice, or of one that was merged into it. */
  readonly practiceId?: string | undefined;
  readonly toReport?: boolean | undefined;
}

/**
 * Since when an adoption waits for a report: on its progress, when nothing has been reported for six months; on its
 * result, once it is completed. Null: for none.
 */
const REPORT_SINCE = `(case
  when adoption.status in ('planned', 'under-way') then adoption.updated_at + interval '6 months'
  when adoption.status = 'completed' and not adoption.prose ? 'result' then adoption.updated_at end)`;

/** A member's list omits adoptions of practices that are gone. */
const THERE = `exists (select from practice p where p.id = adoption.practice_id and p.status in ('published', 'merged'))`;

/** All SQL of adoptions. */
@Injectable()
export class AdoptionRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws {Problem} 404 */
  async get(practiceId: string, id: string, tx: EntityManager = this.dataSource.manager): Promise<Adoption> {
    const found = await tx
      .createQueryBuilder(Adoption, 'adoption')
      .where(SAME, { practiceId })
      .andWhere({ id })
      .getOne();
    if (!found) throw notFound('adoption');
    await tellNames(tx, [found]);
    return found;
  }

  byMember(tx: EntityManager, practiceId: string, memberId: string): Promise<Adoption | null> {
    return tx.createQueryBuilder(Adoption, 'adoption').where(SAME, { practiceId }).andWhere({ memberId }).getOne();
  }

  async insert(tx: EntityManager, adoption: Adoption): Promise<void> {
    await tx.insert(Adoption, adoption);
    await tellNames(tx, [adoption]);
  }

  async update(tx: EntityManager, adoption: Adoption): Promise<void> {
    const { id, status, prose, links, ownPracticeId, revision, updatedAt } = adoption;
    await tx.update(Adoption, { id }, { status, prose, links, ownPracticeId, revision, updatedAt });
    await tellNames(tx, [adoption]);
  }

  /** Adoptions of a practice or by a member, oldest first. */
  list(of: { readonly practiceId: string } | MemberAdoptions): Listed<Adoption> {
    const adoptions = new ById(this.selected(of));
    return { read: (seek, most) => this.named(adoptions.read(seek, most)), count: () => adoptions.count() };
  }

  /** Adoptions by a member, the newest change first. */
  byChange(of: MemberAdoptions): Listed<Adoption> {
    const query = this.selected(of);
    return {
      read: (seek, most) => this.named(readByChange(query, seek, most)),
      count: () => query.getCount(),
    };
  }

  /** How many adoptions of a member wait for a report, and since when the first of them does. */
  async toReport(memberId: string): Promise<{ count: number; since: Date }> {
    const [row] = await this.dataSource.query<[{ count: number; since: Date }]>(
      `select count(*)::integer as count, min(${REPORT_SINCE}) as since
         from adoption where member_id = $1 and ${THERE} and ${REPORT_SINCE} <= $2`,
      [memberId, this.clock.now()],
    );
    return row;
  }

  private async named(read: Promise<Adoption[]>): Promise<Adoption[]> {
    const rows = await read;
    await tellNames(this.dataSource.manager, rows);
    return rows;
  }

  private selected(of: { readonly practiceId: string } | MemberAdoptions) {
    const query = this.dataSource.manager.createQueryBuilder(Adoption, 'adoption');
    if (!('memberId' in of)) return query.where(SAME, of);
    const { memberId, practiceId, toReport } = of;
    query.where({ memberId }).andWhere(THERE);
    if (practiceId !== undefined) query.andWhere(SAME, { practiceId });
    if (toReport !== undefined) {
      const waits = `coalesce(${REPORT_SINCE} <= :now, false)`;
      query.andWhere(`${waits} = :toReport`, { now: this.clock.now(), toReport });
    }
    return query;
  }

  /** Whether the member may name this practice as the adoption's result: its own, published, and no ancestor. */
  async mayFollow(tx: EntityManager, ownPracticeId: string, memberId: string, practiceId: string): Promise<boolean> {
    if (ownPracticeId === practiceId) return false;
    const [row] = await tx.query<{ may: boolean }[]>(
      `with recursive ancestor(id, depth) as (
         select $3::uuid, 0
         union
         select a.practice_id, depth + 1 from ancestor join adoption a on a.own_practice_id = ancestor.id where depth < $4
       )
       select exists (select from practice where id = $1 and owner_member_id = $2 and status = 'published')
              and not exists (select from ancestor where id = $1) as may`,
      [ownPracticeId, memberId, practiceId, 10 * MAX_DEPTH],
    );
    return row?.may ?? false;
  }

  /** The chain through a practice: where it came from (distance -1, -2, …), and who adopted it further (1, 2, …). */
  chain(practiceId: string): Promise<ChainLink[]> {
    return this.dataSource.query<ChainLink[]>(
      `with recursive link as (${LINK}), before as (
         select link.*, -1 as distance from link where own_practice_id = $1
         union all
         select link.*, distance - 1 from before join link on link.own_practice_id = before.practice_id where distance > -$2::integer
       ), after as (
         select link.*, 1 as distance from link where practice_id = $1
         union all
         select link.*, distance + 1 from after join link on link.practice_id = after.own_practice_id where distance < $2::integer
       )
       select c.id as "adoptionId", distance, practice_id as "practiceId", title, member_id as "memberId",
              m.name as "memberName", c.status, own_practice_id as "ownPracticeId",
              (select v.fact_sheet -> 'title' from practice p join practice_version v on v.practice_id = p.id and v.shown
                where p.id = own_practice_id and p.status = 'published') as "ownPracticeTitle"
         from (select * from before union all select * from after) c left join member m on m.id = c.member_id
        order by distance, c.id limit $3`,
      [practiceId, MAX_DEPTH, MAX_CHAIN],
    );
  }
}

function readByChange(query: SelectQueryBuilder<Adoption>, seek: Seek, most: number): Promise<Adoption[]> {
  const order = seek.order('desc') === 'asc' ? 'ASC' : 'DESC';
  const page = query.clone().orderBy({ 'adoption.updatedAt': order, 'adoption.id': order }).take(most);
  if (seek.place) {
    const [at, id] = seek.place;
    page.andWhere(
      `(adoption.updated_at, adoption.id) ${seek.operator('desc')} (:at::timestamptz, :id::uuid)`, { at, id }
    ); // prettier-ignore
  }
  return page.getMany();
}

async function tellNames(tx: EntityManager, adoptions: readonly Adoption[]): Promise<void> {
  const names = await namesOf(tx, [...new Set(adoptions.map(({ memberId }) => memberId))]);
  const titles = await titlesOf(tx, adoptions.flatMap(({ practiceId, ownPracticeId }) => [practiceId, ownPracticeId ?? []].flat())); // prettier-ignore
  for (const adoption of adoptions) {
    adoption.memberName = names.get(adoption.memberId) ?? null;
    adoption.practiceTitle = titles.get(adoption.practiceId) ?? null;
    adoption.ownPracticeTitle = titles.get(adoption.ownPracticeId ?? '') ?? null;
  }
}

/** Of those practices that are public, or were until they were merged into another. */
async function titlesOf(tx: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, LanguageMap>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<{ id: string; title: LanguageMap }[]>(
    prepared(`select p.id, v.fact_sheet -> 'title' as title
                from practice p join practice_version v on v.practice_id = p.id and v.number = p.published_version
               where p.id = any($1::uuid[]) and p.status in ('published', 'merged')`),
    [[...new Set(ids)]],
  );
  return new Map(rows.map(({ id, title }) => [id, title]));
}
