import type { Shape } from '#client';
import type { Country, MemberKind, OrganiserKind } from '#contracts';
import { read } from '../api/api.js';
import type { Visit } from '../page/visit.js';

/** The kinds of members that organise practices themselves, as a fact sheet names them. */
const kinds: Readonly<Partial<Record<MemberKind, OrganiserKind>>> = {
  municipality: 'city',
  province: 'province',
  region: 'region',
  ngo: 'ngo',
  research: 'university',
  'national-contact-point': 'national-authority',
};

/** What the network knows of the editor's member, and a new fact sheet can begin with: who, and where. */
export async function ownPlace(visit: Visit): Promise<Partial<Shape<'FactSheetDto'>>> {
  const id = visit.me?.memberId;
  if (id === undefined) return {};
  const { name, kind, country, place, nutsCode } = await read(
    visit.api.GET('/v1/members/{id}', { params: { path: { id } } }),
  );
  const organiserKind = kinds[kind];
  return {
    organiser: { name, ...(organiserKind ? { kind: organiserKind } : {}) },
    countries: [country as Country],
    ...(place === null ? {} : { place: { name: place, ...(nutsCode === null ? {} : { nutsCode }) } }),
  };
}
