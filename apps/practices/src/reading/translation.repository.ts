import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Language } from '#contracts';
import type { Listed } from '#http';
import type { Translations } from './localised.js';
import { Translation, type Texts } from './translation.js';

/** One state of a translation. */
export interface TranslationState {
  readonly revision: number;
  readonly texts: Texts;
  readonly at: Date;
  readonly by: string;
}

/** `isStale` as SQL: whether the practice `p` has a translated text whose source in the version `v` is another by now. */
export const HAS_STALE_TEXT = `exists (
  select from translation t, jsonb_each(t.texts) as made(pointer, text),
              lateral (select v.fact_sheet #> string_to_array(substr(pointer, 2), '/') as texts) as present
   where t.practice_id = p.id and (made.text ->> 'version')::integer <> v.number
     and made.text ->> 'sourceHash' is distinct from (
       select encode(sha256(convert_to(source.text, 'UTF8')), 'hex')
         from jsonb_each_text(case jsonb_typeof(present.texts) when 'object' then present.texts end) as source(language, text)
        where source.text ~ '\\S'
        order by language <> (v.fact_sheet ->> 'originalLanguage'), language <> 'en', language collate "C" limit 1))`;

/** Translations of practices in the languages given; in all when undefined. */
export async function translationsOf(
  tx: EntityManager,
  practiceIds: readonly string[],
  languages?: readonly Language[],
): Promise<Map<string, Translations>> {
  if (practiceIds.length === 0) return new Map();
  const rows = await tx.query<Pick<Translation, 'practiceId' | 'language' | 'texts'>[]>(
    `select practice_id as "practiceId", language, texts from translation
       where practice_id = any($1) and ($2::text[] is null or language = any($2)) order by practice_id, language`,
    [practiceIds, languages ?? null],
  );
  const found = new Map<string, Map<Language, Texts>>();
  for (const { practiceId, language, texts } of rows) {
    found.set(practiceId, (found.get(practiceId) ?? new Map<Language, Texts>()).set(language, texts));
  }
  return found;
}

/** All SQL of translations. */
@Injectable()
export class TranslationRepository {
  constructor(private readonly dataSource: DataSource) {}

  find(
    practiceId: string,
    language: Language,
    tx: EntityManager = this.dataSource.manager,
  ): Promise<Translation | null> {
    return tx.findOneBy(Translation, { practiceId, language });
  }

  /** In all languages; there are two dozen at most. */
  ofPractice(practiceId: string): Promise<Translation[]> {
    return this.dataSource.manager.find(Translation, { where: { practiceId }, order: { language: 'ASC' } });
  }

  /** In these languages (all when undefined), for a page of practices. */
  of(practiceIds: readonly string[], languages?: readonly Language[]): Promise<Map<string, Translations>> {
    return translationsOf(this.dataSource.manager, practiceIds, languages);
  }

  /** Stores the translation, and its state in addition to the former ones. */
  async save(tx: EntityManager, translation: Translation): Promise<void> {
    const { practiceId, language, revision, texts, updatedAt, updatedBy } = translation;
    await tx.upsert(Translation, { practiceId, language, revision, texts, updatedAt, updatedBy }, [
      'practiceId',
      'language',
    ]);
    await tx.query(
      'insert into translation_state (practice_id, language, revision, texts, at, by) values ($1, $2, $3, $4, $5, $6)',
      [practiceId, language, revision, JSON.stringify(texts), updatedAt, updatedBy],
    );
  }

  /** States before a revision (all when undefined), the newest first; one more than the limit if there is a next page. */
  states(practiceId: string, language: Language): Listed<TranslationState> {
    return {
      read: (seek, most) => {
        const { where, orderBy, values } = seek.sql({ revision: 'integer' }, 3, 'desc');
        return this.dataSource.query<TranslationState[]>(
          `select revision, texts, at, by from translation_state
            where practice_id = $1 and language = $2 and ${where} order by ${orderBy} limit $4`,
          [practiceId, language, ...values, most],
        );
      },
      count: async () => {
        const [row] = await this.dataSource.query<{ n: number }[]>(
          'select count(*)::integer as n from translation_state where practice_id = $1 and language = $2',
          [practiceId, language],
        );
        return row?.n ?? 0;
      },
    };
  }
}
