import type { EntityManager } from 'typeorm';
import type { Doing, PersonalRecords, PlaceCount, Person } from './personal-records.js';
import { eraseTraces } from './traces.js';

/** What was erased, and why. */
export interface ErasureReport {
  /** Id of the certificate, or of the run. */
  readonly id: string;
  readonly at: Date;
  readonly cause: 'request' | 'retention' | 'restore';
  /** Id of the principal, or the process that did it. */
  readonly by: string;
  readonly places: readonly PlaceCount[];
}

/** Adds up counts of the same place. */
export function summed(places: readonly PlaceCount[]): PlaceCount[] {
  const counts = new Map<string, number>();
  for (const { place, count } of places) counts.set(place, (counts.get(place) ?? 0) + count);
  return [...counts].filter(([, count]) => count > 0).map(([place, count]) => ({ place, count }));
}

/** Erases a person from one app: its own records first, then all texts. */
export async function erasePerson(
  tx: EntityManager,
  records: PersonalRecords | undefined,
  person: Person,
  doing: Doing,
): Promise<PlaceCount[]> {
  await tx.query(`select set_config('lra.erasing', 'on', true)`); // published versions may be changed only with this
  const own = (await records?.erase(tx, person, doing)) ?? [];
  return summed([...own, ...(await eraseTraces(tx, person, records?.names))]);
}

/** Stores what was erased, by place and count, without the person. */
export async function report(tx: EntityManager, { id, cause, by, at, places }: ErasureReport): Promise<void> {
  await tx.query('insert into erasure_report (id, at, cause, by, places) values ($1, $2, $3, $4, $5)', [
    id, at, cause, by, JSON.stringify(places),
  ]); // prettier-ignore
}
