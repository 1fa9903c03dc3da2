import type { Language } from '#contracts';

/** What a machine is asked for at once: the texts of one practice into one language. */
export interface TranslationRequest {
  /** Comes back with the result; it proves that this request was answered. */
  readonly reference: string;
  readonly language: Language;
  readonly texts: readonly SourceText[];
}

export interface SourceText {
  /** JSON Pointer. */
  readonly id: string;
  readonly language: Language;
  readonly text: string;
}

/** A machine that translates. It takes a request at once and sends the result later. */
export interface Translator {
  /** Whether there is a machine at all. */
  readonly isOffered: boolean;
  /** Languages into which every published practice is translated without being asked. */
  readonly languages: readonly Language[];
  /** Characters that may be sent in a month. */
  readonly limit: number;
  /** @throws when the machine did not take it: it is asked again later */
  send(request: TranslationRequest): Promise<void>;
}

export const TRANSLATOR = Symbol('translator');

/** No machine is set up. */
export const noTranslator: Translator = {
  isOffered: false,
  languages: [],
  limit: 0,
  send: () => Promise.reject(new Error('Machine translation is not set up.')),
};
