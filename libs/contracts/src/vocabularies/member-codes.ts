import { codes } from './code-list.js';

/** Kinds of members of the network. By default the first three vote; the others observe. */
export const memberKinds = codes(
  'municipality', 'province', 'region', 'association', 'ngo', 'research', 'national-contact-point', 'eu-institution',
); // prettier-ignore
export type MemberKind = (typeof memberKinds)[number];
