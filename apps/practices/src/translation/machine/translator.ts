import type { Language } from '#contracts';

/** One request to a machine: the texts of one practice into one language. */
export interface TranslationRequest {
  /** Returned with the result; it proves that this request was answered. */
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

/** A machine that translates. It accepts a request at once and sends the result later. */
export interface Translator {
  /** Whether there is a machine at all. */
  readonly isOffered: boolean;
  /** Languages into which every published practice is translated automatically. */
  readonly languages: readonly Language[];
  /** Characters that may be sent per month. */
  readonly limit: number;
  /** @throws when the machine did not accept it; a retry follows */
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
