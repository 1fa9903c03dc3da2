import { codesOf } from './code-list.js';

/** Kinds of members of the network. By default the first three vote; the others observe. */
export const memberKindLabels = {
  municipality: 'Municipality',
  province: 'Province',
  region: 'Region',
  association: 'Association of local or regional authorities',
  ngo: 'Non-governmental organisation',
  research: 'Research institution',
  'national-contact-point': 'National Contact Point on Integration',
  'eu-institution': 'Institution of the European Union',
} as const;
export type MemberKind = keyof typeof memberKindLabels;
export const memberKinds = codesOf(memberKindLabels);
