import { Injectable } from '@nestjs/common';
import type { Language } from '#contracts';
import { localised } from './localised.js';
import type { Sheet } from './prose.js';
import { TranslationRepository } from './translation.repository.js';

/** Shows a fact sheet in one language; undefined: unchanged, with all its languages. */
export type ReadingOf = (practiceId: string) => ((sheet: Sheet) => Sheet) | undefined;

/** Fact sheets for a reader who requests certain languages. */
@Injectable()
export class Readings {
  constructor(private readonly translations: TranslationRepository) {}

  /** @param wanted the best first; undefined: all languages, unchanged */
  async of(practiceIds: readonly string[], wanted: readonly Language[] | undefined): Promise<ReadingOf> {
    if (!wanted) return () => undefined;
    const found = await this.translations.of(practiceIds, [...wanted, 'en']);
    return (id) => (sheet) => localised(sheet, found.get(id) ?? new Map(), wanted) as Sheet;
  }
}
