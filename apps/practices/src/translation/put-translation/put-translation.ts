import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import type { Language } from '#contracts';
import type { Writing } from '#http';
import { notValid, type ProblemPlace } from '#problems';
import { PracticeEditing } from '../../practice/practice-editing.js';
import type { Practice } from '../../practice/practice.js';
import { PracticeRepository } from '../../practice/practice.repository.js';
import { noteTranslation } from '../note-translation.js';
import { hashOf, proseOf, sourceOf, type Sheet } from '../../reading/prose.js';
import { Translation, type Texts } from '../../reading/translation.js';
import { TranslationRepository } from '../../reading/translation.repository.js';

/** Somebody translates a published practice into one language, all at once. */
export class PutTranslation extends Command<Practice> {
  constructor(
    readonly id: string,
    readonly language: Language,
    /** By JSON Pointer. */
    readonly texts: Readonly<Record<string, string>>,
    /** Pointers of texts that stay as they are, stale ones included. */
    readonly kept: readonly string[],
    /** Published version that was translated; undefined: the current one. */
    readonly basedOnVersion: number | undefined,
    readonly writing: Writing,
  ) {
    super();
  }
}

@CommandHandler(PutTranslation)
export class PutTranslationHandler extends Handler<PutTranslation> {
  constructor(
    private readonly editing: PracticeEditing,
    private readonly practices: PracticeRepository,
    private readonly translations: TranslationRepository,
  ) {
    super();
  }

  /** @throws {Problem} 409 when it was never published; 422 for the original language, or a place without a text */
  protected handle(command: PutTranslation, tx: EntityManager): Promise<Practice> {
    const { id, language, texts, kept, basedOnVersion, writing } = command;
    return this.editing.change(tx, id, writing, async (practice, act) => {
      const present = practice.assertPublished();
      const version = basedOnVersion ?? present.number;
      const sheet = version === present.number ? present.factSheet : await this.publishedSheet(id, version);
      const made = madeFrom(sheet, language, texts, version, act.at);
      const translation = (await this.translations.find(id, language, tx)) ?? Translation.empty(id, language);
      const pointers = translation.writtenByPeople({ ...translation.byPeople(kept), ...made }, act.by, act.at);
      await this.translations.save(tx, translation);
      noteTranslation(practice, language, pointers, act);
    });
  }

  private async publishedSheet(id: string, number: number): Promise<Sheet> {
    const version = await this.practices.version(id, number).catch(() => undefined);
    if (version?.publishedAt) return version.factSheet;
    const detail = `There is no published version ${number}; omit it for the current one.`;
    throw notValid([{ pointer: '/basedOnVersion', code: 'unknown-version', detail }]);
  }
}

/** The texts, each with its source. @throws {Problem} 422 */
function madeFrom(
  sheet: Sheet,
  language: Language,
  texts: Readonly<Record<string, string>>,
  version: number,
  at: Date,
): Texts {
  const wrong: ProblemPlace[] = [];
  const prose = proseOf(sheet);
  const made = Object.entries(texts).map(([pointer, text]) => {
    const source = sourceOf(prose.get(pointer) ?? {}, sheet.originalLanguage);
    if (source?.language === language) {
      const detail = 'The fact sheet itself has this text in this language; change it there.';
      wrong.push({ pointer, code: 'original-language', detail });
    }
    if (!source) wrong.push({ pointer, code: 'no-source', detail: 'The fact sheet has no text here to translate.' });
    const sourceHash = hashOf(source?.text ?? '');
    return [pointer, { text, sourceHash, origin: 'human' as const, version, at: at.toISOString() }] as const;
  });
  if (wrong.length > 0) throw notValid(wrong);
  return Object.fromEntries(made);
}
