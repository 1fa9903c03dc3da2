import Negotiator from 'negotiator';
import { languagesFor, type Language } from '#contracts';

/**
 * A reader's languages, the best first: the requested ones, then those of `Accept-Language` (RFC 9110, 12.5.4), each
 * with the languages that its readers can read as well.
 */
export function wantedLanguages(asked: readonly string[] | undefined, accepted: string | undefined): Language[] {
  const tags = accepted === undefined ? [] : new Negotiator({ headers: { 'accept-language': accepted } }).languages();
  return [...new Set([...(asked ?? []), ...tags].flatMap(languagesFor))];
}
