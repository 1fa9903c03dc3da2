import type { NetworkClient } from '#client';
import { ok, until, type Network } from './network.js';
import { isOfStudy, type Applicant, type Member, type PracticeStory, type Update } from './story.js';

/** The demo is alone with what it writes, so it need not name the state that it has read. */
const header = { 'If-Match': '*' };

/** Admits a member, unless it is one already. Returns whether it is new. */
export async function admit({ steering, members }: Network, { place, ...authority }: Member): Promise<boolean> {
  const query = { country: [authority.country], limit: 100 };
  const { items } = await ok(steering.GET('/v1/members', { params: { query } }));
  const known = items.find(({ name }) => name === authority.name);
  if (known) {
    members.set(known.name, known.id);
    return false;
  }
  const { id } = await apply(steering, { ...authority, place: place.name });
  const { memberId } = await ok(
    steering.POST('/v1/membership-applications/{id}/decision', {
      params: { path: { id } },
      body: { decision: 'approve', reason: 'Admitted for the demo.' },
    }),
  );
  members.set(authority.name, memberId!);
  return true;
}

function apply(client: NetworkClient, applicant: Applicant) {
  // Few may apply from one mail domain a day.
  const domain = encodeURIComponent(applicant.name)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
  const contact = { name: 'Integration office', email: `integration@${domain.slice(0, 60)}.example` };
  return ok(client.POST('/v1/membership-applications', { body: { ...applicant, contact, consent: true } }));
}

/** Leaves an application for the secretariat to decide, unless there is one already. Returns whether it is new. */
export async function leaveApplication({ steering }: Network, applicant: Applicant): Promise<boolean> {
  const { items } = await ok(
    steering.GET('/v1/membership-applications', { params: { query: { limit: 100, status: ['applied'] } } }),
  );
  if (items.some(({ name }) => name === applicant.name)) return false;
  await apply(steering, applicant);
  return true;
}

/** The practices of a member in all their states: ids by the key under which they were taken in. */
async function practicesOf({ steering, members }: Network, member: string): Promise<Map<string, string>> {
  const status = ['draft', 'submitted', 'changes-requested', 'published', 'merged', 'withdrawn'] as const;
  const query = { member: [members.get(member)!], status: [...status], limit: 100 };
  const { items } = await ok(steering.GET('/v1/practices', { params: { query } }));
  return new Map(items.map(({ provenance, id }) => [provenance.externalId ?? id, id]));
}

/**
 * A member sends in those of its practices that the network does not have yet, as a file for each state, and the
 * secretariat publishes them.
 *
 * @param ids of all practices by key; those of the member are added
 * @returns the new ones
 */
export async function takeIn(
  network: Network,
  { name, place }: Member,
  practices: readonly PracticeStory[],
  ids: Map<string, string>,
): Promise<PracticeStory[]> {
  const own = practices.filter(({ member }) => member === name);
  if (own.length === 0) return [];
  const known = await practicesOf(network, name);
  const added = own.filter(({ key }) => !known.has(key));
  for (const as of ['draft', 'submitted'] as const) {
    const rows = added
      .filter((practice) => (practice.as ?? 'submitted') === as)
      .map(({ key, factSheet }) => ({ externalId: key, ...factSheet, place }));
    if (rows.length > 0)
      await importRows(
        await network.editorOf(name),
        rows,
        as,
        own.some(isOfStudy) ? 'study-of-2012' : 'demonstration-data',
      );
  }
  for (const [key, id] of await practicesOf(network, name)) ids.set(key, id);
  for (const { key, as, changesRequested } of added) {
    const params = { header, path: { id: ids.get(key)! } };
    if (changesRequested)
      await ok(
        network.steering.POST('/v1/practices/{id}/change-request', { params, body: { items: changesRequested } }),
      );
    else if (!as)
      await ok(network.steering.POST('/v1/practices/{id}/publication', { params, body: { reason: 'Complete.' } }));
  }
  return added;
}

async function importRows(
  editor: NetworkClient,
  rows: readonly object[],
  as: 'draft' | 'submitted',
  source: string,
): Promise<void> {
  let job = await ok(
    editor.POST('/v1/imports', {
      body: { file: JSON.stringify(rows), as, source, dryRun: false },
      bodySerializer: ({ file, ...fields }) => {
        const form = new FormData();
        form.set('file', new Blob([file], { type: 'application/json' }), 'practices.json');
        for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
        return form;
      },
    }),
  );
  await until('the import is done', async () => {
    job = await ok(editor.GET('/v1/imports/{id}', { params: { path: { id: job.id } } }));
    return job.state === 'done' || job.state === 'failed';
  });
  if (job.counts.added !== rows.length) {
    const { items } = await ok(editor.GET('/v1/imports/{id}/rows', { params: { path: { id: job.id } } }));
    throw new Error(`An import of the demo was refused: ${JSON.stringify(items.map(({ errors }) => errors))}`);
  }
}

/** The owner publishes further versions, and translates the last. */
export async function update(network: Network, practice: PracticeStory, id: string): Promise<void> {
  const { member, updates = [], waits, translations = {} } = practice;
  const editor = await network.editorOf(member);
  const params = { header, path: { id } };
  const submit = async ({ reason, changes }: Update) => {
    await ok(
      editor.PATCH('/v1/practices/{id}', {
        params,
        body: changes,
        headers: { 'content-type': 'application/merge-patch+json' },
      }),
    );
    await ok(editor.POST('/v1/practices/{id}/submission', { params, body: { reason } }));
  };
  for (const next of updates) {
    await submit(next);
    await ok(network.steering.POST('/v1/practices/{id}/publication', { params, body: { reason: next.reason } }));
  }
  for (const [lang, body] of Object.entries(translations))
    await ok(
      editor.PUT('/v1/practices/{id}/translations/{lang}', {
        params: { header, path: { id, lang: lang as 'en' } },
        body,
      }),
    );
  if (waits) await submit(waits);
}

/** Others adopt the practice, and reviewers assess it. */
export async function judge(
  network: Network,
  { assessments = [], adoptions = [] }: PracticeStory,
  ids: ReadonlyMap<string, string>,
  id: string,
  reviewers: readonly NetworkClient[],
): Promise<void> {
  const params = { path: { id } };
  for (const { member, ownPractice, ...adoption } of adoptions) {
    const ownPracticeId = ownPractice === undefined ? null : ids.get(ownPractice)!;
    const adopter = await network.editorOf(member);
    await ok(adopter.POST('/v1/practices/{id}/adoptions', { params, body: { ...adoption, ownPracticeId } }));
  }
  for (const [n, scores] of assessments.entries())
    await ok(reviewers[n]!.POST('/v1/practices/{id}/assessments', { params, body: { scores } }));
}

/** The secretariat asks a reviewer to assess a practice. */
export async function ask({ steering }: Network, assigneeId: string, id: string): Promise<void> {
  const body = { task: 'assess', assigneeId } as const;
  await ok(steering.POST('/v1/practices/{id}/assignment', { params: { path: { id } }, body }));
}

/** The practice leaves the registry: its owner withdraws it, or the secretariat merges it into another. */
export async function leave(
  network: Network,
  { member, withdrawn, mergedInto }: PracticeStory,
  ids: ReadonlyMap<string, string>,
  id: string,
): Promise<void> {
  const params = { header, path: { id } };
  if (withdrawn !== undefined) {
    const editor = await network.editorOf(member);
    await ok(editor.POST('/v1/practices/{id}/withdrawal', { params, body: { reason: withdrawn } }));
  }
  if (mergedInto) {
    const body = { into: ids.get(mergedInto.practice)!, reason: mergedInto.reason };
    await ok(network.steering.POST('/v1/practices/{id}/merger', { params, body }));
  }
}
