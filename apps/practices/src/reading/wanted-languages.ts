import Negotiator from 'negotiator';
import { languagesFor, type Language } from '#contracts';

/**
 * What a reader wants, the best first: the languages that are asked for, then those of the `Accept-Language` (RFC 9110,
 * 12.5.4), each with what its readers read as well.
 */
export function wantedLanguages(asked: readonly string[] | undefined, accepted: string | undefined): Language[] {
  const tags = accepted === undefined ? [] : new Negotiator({ headers: { 'accept-language': accepted } }).languages();
  return [...new Set([...(asked ?? []), ...tags].flatMap(languagesFor))];
}
