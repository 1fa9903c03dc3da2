import { isUrl, SettingsOf } from '#config';
import { languages, type Language } from '#contracts';

export interface TranslationSettings {
  readonly url: string;
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** Proves that a result answers our request. */
  readonly secret: string;
  /** Every published practice is translated into these automatically. */
  readonly languages: readonly Language[];
  /** Most characters sent per month. */
  readonly charactersAMonth: number;
}

/** The service that translates fact sheets; unset: people translate. */
export const translationSettings = new SettingsOf((read): TranslationSettings | undefined => {
  const url = read.matching('LRA_TRANSLATION_URL', isUrl(['http', 'https']), 'an http:// or https:// address');
  const secret = read.text('LRA_TRANSLATION_SECRET');
  const [user, password] = [read.text('LRA_TRANSLATION_USER'), read.text('LRA_TRANSLATION_PASSWORD')];
  const known = read.list('LRA_TRANSLATION_LANGUAGES', isLanguage, 'two-letter codes');
  const charactersAMonth = read.value('LRA_TRANSLATION_LIMIT', 1_000_000, charactersIn, 'a number of characters');
  if (read.text('LRA_TRANSLATION_URL') === undefined && secret === undefined) {
    if (known.length > 0) read.problems.push('LRA_TRANSLATION_LANGUAGES needs LRA_TRANSLATION_URL');
  } else if (read.text('LRA_TRANSLATION_URL') === undefined || secret === undefined) {
    read.problems.push('LRA_TRANSLATION_URL and LRA_TRANSLATION_SECRET must be given together');
  } else if (secret.length < 32) {
    read.problems.push('LRA_TRANSLATION_SECRET must have 32 characters or more');
  } else if (url !== undefined) return { url, user, password, secret, languages: known, charactersAMonth };
  return undefined;
});

const isLanguage = (entry: string): entry is Language => (languages as readonly string[]).includes(entry);

const charactersIn = (value: string) => (/^\d{1,12}$/.test(value) ? Number(value) : undefined);
