import { readIfThere } from '../api/api.js';
import { mayAdopt, type Practice } from '../kit/practices.js';
import type { Visit } from '../page/visit.js';
import type { Adoption } from './adoption.fields.js';

/** That of the visitor's member, if it adopts the practice. */
export async function ownAdoption(visit: Visit, practice: Practice): Promise<Adoption | undefined> {
  const { me, api } = visit;
  if (me?.memberId === undefined || !mayAdopt(visit, practice)) return undefined;
  const query = { member: me.memberId, practice: practice.id, limit: 1 };
  return (await readIfThere(api.GET('/v1/adoptions', { params: { query } })))?.items[0];
}
