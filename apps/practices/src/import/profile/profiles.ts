import type { ImportFormat } from '../start-import/import-file.js';
import { caseStudiesProfile } from './case-studies.profile.js';
import { plainProfile } from './plain.profile.js';
import type { Profile } from './profile.js';
import { registry628Profile } from './registry-628.profile.js';

/** The profiles that come with the program. The plain one is last: it demands least of a header. */
export const shippedProfiles: readonly Profile[] = [caseStudiesProfile, registry628Profile, plainProfile];

/** The profile of that name, for `?profile=`. */
export function profileNamed(name: string): Profile | undefined {
  return shippedProfiles.find((profile) => profile.name === name);
}

/** The first profile that has these columns. */
export function profileForHeader(header: readonly string[]): Profile | undefined {
  return shippedProfiles.find((profile) => profile.matches(header));
}

/** The profiles that read files of a format. */
export const profilesFor = (format: ImportFormat): Profile[] =>
  shippedProfiles.filter(({ formats }) => formats.includes(format));

const spellings = new Map(
  profilesFor('csv').flatMap(({ columns }) => columns.map((column) => [column.toLowerCase(), column])),
);

/** A column in the profile's spelling; a header may use capitals. */
export const spelledAs = (column: string): string => spellings.get(column.toLowerCase()) ?? column;
