import { read } from '../api/api.js';
import type { Visit } from '../page/visit.js';
import { unturned } from '../words/unturned.js';

/** Names of persons and programs, by the ids under which they act. */
export type Named = ReadonlyMap<string, string>;

/** As many as one call names. */
const MOST = 100;

/** What acts without being anybody has no such id. */
const isId = (id: string | null | undefined): id is string =>
  /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id ?? '');

/** The names that the visitor may know, of whoever has one of these ids: one call for a page. */
export async function peopleNamed({ api }: Visit, ids: readonly (string | null | undefined)[]): Promise<Named> {
  const id = [...new Set(ids.filter(isId))].slice(0, MOST);
  if (id.length === 0) return new Map();
  const { items } = await read(api.GET('/v1/principals', { params: { query: { id, limit: MOST } } }));
  return new Map(items.map((one) => [one.id, unturned(one.name)]));
}

/** Who has done something; ids are for programs and never shown. Those who are told all names miss only who has left. */
export function whoIs({ t, me }: Visit, named: Named, by: string): string {
  if (by === 'machine') return t('work.who.machine');
  const knowsAll = me?.roles.some((role) => role === 'steering' || role === 'admin');
  return named.get(by) ?? t(knowsAll ? 'work.who.left' : 'work.who.other');
}
