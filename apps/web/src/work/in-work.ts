import { Failure, readTagged } from '../api/api.js';
import type { Visit } from '../page/visit.js';

/** The practice in the address, with its tag: its version in work, or the published one if there is none. */
export async function inWork(visit: Visit) {
  const path = { id: visit.params['id'] ?? '' };
  const of = (query: { version?: 'draft' }) =>
    readTagged(visit.api.GET('/v1/practices/{id}', { params: { path, query } }));
  return of({ version: 'draft' }).catch((error: unknown) => {
    if (error instanceof Failure && error.problem.status === 404) return of({});
    throw error;
  });
}
