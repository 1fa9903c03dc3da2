import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import {
  practiceMerged, practicePersonalDataErased, practicePublished, practiceUpdated, practiceWithdrawn,
} from '#contracts'; // prettier-ignore
import { Again, Job, Jobs, type JobHandler } from '#jobs';
import { ReactsTo, type Happening } from '#messaging';
import { FactSheetDto } from '../fact-sheet/fact-sheet.dto.js';
import { filledIn } from '../fact-sheet/fact-sheet.fields.js';
import type { FactSheet, LanguageMap } from '../fact-sheet/fact-sheet.js';
import { SEEN_BY_ALL } from '../practice/practice-filter.js';
import { PRACTICES } from '../practice/practice-search.js';
import { EMBEDDER, type Embedder } from './embedder.js';

/** Practices that are sent together. */
const BATCH = 32;
/** Characters that are sent of each, its title and names first; most models read no more. */
const LENGTH = 4_000;
/** How long the server may take for them, in milliseconds. */
const ANSWER_WITHIN_MS = 60_000;

interface Unread {
  readonly ordinal: number;
  readonly hash: string;
  readonly sheet: Partial<FactSheet>;
}

/** Has a vector computed for the published version of each practice: for new content anew, and when the model changes. */
@Job({ kind: 'practice.meaning', retry: '10s,1m,10m', endless: true, atOnce: 1 })
@Injectable()
export class EmbedPractices implements JobHandler<object>, OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly jobs: Jobs,
    @Inject(EMBEDDER) private readonly embedder: Embedder | null,
  ) {}

  async onModuleInit(): Promise<void> {
    if (this.embedder) await this.wanted(this.dataSource.manager);
    else await this.dataSource.query('delete from practice_meaning');
  }

  /** In one line, so that no text is sent twice, and without a key, so that no publication waits for another. */
  @ReactsTo(practicePublished, practiceUpdated, practiceWithdrawn, practiceMerged, practicePersonalDataErased)
  async wanted(tx: EntityManager): Promise<void> {
    if (this.embedder) await this.jobs.put(tx, EmbedPractices, {}, { line: 'meaning' });
  }

  /** What was computed of texts that are erased goes in the transaction that erases them. */
  @ReactsTo(practicePersonalDataErased)
  async forget(tx: EntityManager, events: readonly Happening<{ readonly id: string }>[]): Promise<void> {
    await tx.query('update practice_meaning set vector = null where practice_id = any($1)', [
      events.map(({ data }) => data.id),
    ]);
  }

  async run(): Promise<Again | undefined> {
    if (!this.embedder) return undefined;
    await this.dataSource.query(
      `update practice_meaning m set vector = null from practice p
        where p.id = m.practice_id and p.status <> 'published' and m.vector is not null`,
    );
    const unread = await this.dataSource.query<Unread[]>(
      `select s.ordinal, v.content_hash as hash, v.fact_sheet as sheet from ${PRACTICES} left join practice_meaning m on m.practice_id = p.id
        where ${SEEN_BY_ALL} and (m.vector is null or (m.ordinal, m.content_hash, m.model) is distinct from (s.ordinal, v.content_hash, $1))
        order by p.id limit ${BATCH}`,
      [this.embedder.model],
    );
    if (unread.length === 0) return undefined;
    const vectors = await this.embedder.embed(
      unread.map(({ sheet }) => meantBy(sheet)),
      ANSWER_WITHIN_MS,
    );
    // The rows of the versions are held, so that nothing is stored of words that were erased meanwhile.
    await this.dataSource.query(
      `insert into practice_meaning (practice_id, ordinal, content_hash, model, vector)
       select s.practice_id, s.ordinal, v.content_hash, $1, t.vector from jsonb_to_recordset($2) as t(ordinal integer, hash text, vector real[])
         join practice_search s on s.ordinal = t.ordinal
         join practice_version v on v.practice_id = s.practice_id and v.number = s.number and v.content_hash = t.hash
        order by s.practice_id for share of v
       on conflict (practice_id) do update
          set (ordinal, content_hash, model, vector) = (excluded.ordinal, excluded.content_hash, excluded.model, excluded.vector)`,
      [
        this.embedder.model,
        JSON.stringify(unread.map(({ ordinal, hash }, n) => ({ ordinal, hash, vector: [...vectors[n]!] }))),
      ],
    );
    return unread.length === BATCH ? new Again() : undefined;
  }
}

/** What is searched of a fact sheet, in its author's words. */
const meantBy = (sheet: Partial<FactSheet>): string =>
  [...filledIn(FactSheetDto, sheet)]
    .filter(({ field }) => field.search)
    .sort((one, other) => one.field.search!.localeCompare(other.field.search!))
    .flatMap(({ value }) => (typeof value === 'string' ? value : Object.values(value as LanguageMap)))
    .join('\n')
    .slice(0, LENGTH);
