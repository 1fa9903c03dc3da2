import Negotiator from 'negotiator';
import { languages, type Language } from '#contracts';

const known = new Set<string>(languages);

/** The languages of an `Accept-Language` (RFC 9110, 12.5.4) that there can be, the best first; regions make no difference. */
function acceptedLanguages(header: string | undefined): Language[] {
  if (header === undefined) return [];
  const tags = new Negotiator({ headers: { 'accept-language': header } }).languages();
  const codes = tags.map((tag) => tag.split('-')[0]!.toLowerCase());
  return [...new Set(codes)].filter((code): code is Language => known.has(code));
}

/** What a reader wants: the languages that are asked for, then those of the `Accept-Language`. */
export const wantedLanguages = (asked: readonly string[] | undefined, accepted: string | undefined): Language[] => [
  ...new Set([...(asked ?? []).filter((code): code is Language => known.has(code)), ...acceptedLanguages(accepted)]),
];
