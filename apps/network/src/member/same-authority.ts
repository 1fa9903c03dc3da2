import { foldedWords } from '#spelling';
import type { Authority } from './authority.js';

/** What two authorities have in common, what says most first. */
export const likenesses = ['name', 'website', 'place', 'nuts-code'] as const;
export type Likeness = (typeof likenesses)[number];

export type Known = Pick<Authority, 'name' | 'country' | 'place' | 'nutsCode' | 'website'>;

/** What authorities are called besides their own name, in several languages: "City of", "Stadt", "Ville de". */
const common = new Set(
  `city town municipality municipal commune council authority of the and
   stadt landeshauptstadt hauptstadt hansestadt gemeinde marktgemeinde der die das am an im in
   ville mairie de du des la le les l d et
   ciudad ayuntamiento municipio el los las del y
   citta comune di della delle dei do da o a os concello camara
   miasto gmina urzad miasta m st
   gemeente stad kaupunki kommune kommun stad mesto obec grad opcina varos`.split(/\s+/),
);

/** From how many letters on one wrong letter is more likely a slip than another place: Linz is not Lienz. */
const LONG = 7;

/** A name as it is compared: without case, accents, punctuation, and what all such names have. */
export function essenceOf(name: string): string {
  const words = foldedWords(name).flatMap((word) => word.match(/[\p{L}\p{N}]+/gu) ?? []);
  const own = words.filter((word) => !common.has(word));
  return (own.length > 0 ? own : words).join('');
}

export const hostOf = (website: string | null): string | undefined =>
  website === null ? undefined : URL.parse(website)?.hostname.replace(/^www\./, '') || undefined;

/** What says that two may be the same authority. Place and region count within a country alone. */
export function likenessesOf(one: Known, other: Known): Likeness[] {
  const isSame: Readonly<Record<Likeness, boolean>> = {
    name: one.country === other.country && isNearly(essenceOf(one.name), essenceOf(other.name)),
    website: equal(hostOf(one.website), hostOf(other.website)),
    place:
      one.country === other.country && equal(one.place && essenceOf(one.place), other.place && essenceOf(other.place)),
    'nuts-code': equal(one.nutsCode, other.nutsCode),
  };
  return likenesses.filter((likeness) => isSame[likeness]);
}

/** The likeliest first. */
export const byLikeness = (one: readonly Likeness[], other: readonly Likeness[]): number =>
  weightOf(other) - weightOf(one);

const weightOf = (found: readonly Likeness[]): number =>
  found.reduce((sum, one) => sum + 2 ** (likenesses.length - likenesses.indexOf(one)), 0);

const equal = (one: string | null | undefined, other: string | null | undefined): boolean => !!one && one === other;

/** The same letters but for one that is missing, added or another, in names long enough. */
function isNearly(one: string, other: string): boolean {
  if (one === other) return one !== '';
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length < LONG || long.length - short.length > 1) return false;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same += 1;
  return short.slice(short.length === long.length ? same + 1 : same) === long.slice(same + 1);
}
