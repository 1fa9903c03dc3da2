import { request } from 'undici';
import type { Language } from '#contracts';
import type { TranslationRequest, Translator } from './translator.js';
import type { TranslationSettings } from '../translation.settings.js';

/** Longest wait for the service to accept a request, in milliseconds. */
const TAKEN_WITHIN_MS = 20_000;

/** The service answered but did not accept the request. */
export class TranslationNotTaken extends Error {
  override readonly name = 'TranslationNotTaken';
}

/**
 * A web service that translates like the European Commission's eTranslation: it accepts a request with the address for
 * the result, and calls that address when done. The operator's gateway, or the service itself, handles its dialect;
 * see docs/languages.md.
 */
export class WebTranslator implements Translator {
  readonly isOffered = true;
  readonly languages: readonly Language[];
  readonly limit: number;

  constructor(
    private readonly settings: TranslationSettings,
    /** Address for results, known once the gateway listens. */
    private readonly resultUrl: () => string,
  ) {
    this.languages = settings.languages;
    this.limit = settings.charactersAMonth;
  }

  async send({ reference, language, texts }: TranslationRequest): Promise<void> {
    const { url, user, password } = this.settings;
    const credential = user === undefined ? undefined : Buffer.from(`${user}:${password ?? ''}`).toString('base64');
    const { statusCode, body } = await request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(credential === undefined ? {} : { authorization: `Basic ${credential}` }),
      },
      body: JSON.stringify({
        externalReference: reference,
        targetLanguage: language,
        requesterCallback: this.resultUrl(),
        texts: texts.map(({ id, language: sourceLanguage, text }) => ({ id, sourceLanguage, text })),
      }),
      signal: AbortSignal.timeout(TAKEN_WITHIN_MS),
    });
    await body.dump();
    if (statusCode < 200 || statusCode > 299) throw new TranslationNotTaken(`HTTP ${statusCode}`);
  }
}
