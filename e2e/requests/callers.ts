import { roles, rulesOf } from '#identity';
import { eventually } from '#testing';
import { ApiDocument } from './api-document.js';
import { KnownThings } from './known-things.js';
import { RequestMaker } from './request-maker.js';
import { Values } from './values.js';
import { admit, completeSheet, untilMayWrite, withOneMember, type Client, type Endpoint } from '../system.js';

/** Somebody who calls: a role with its token. */
export interface Caller {
  readonly name: string;
  /** As in `x-allowed`; none: the public. */
  readonly role: string | undefined;
  readonly token: string | undefined;
  readonly memberId?: string;
  /** May read, not write. */
  readonly isSuspended?: boolean;
}

/** Everything needed to send requests to a system. */
export interface Requests {
  readonly api: ApiDocument;
  readonly callers: Callers;
  readonly things: KnownThings;
  readonly maker: RequestMaker;
}

export async function requestsTo(system: Endpoint): Promise<Requests> {
  const callers = await makeCallers(system);
  const api = new ApiDocument(await (await fetch(`${system.url}/openapi.json`)).json());
  const things = new KnownThings(api.operations, callers.untouchable);
  for (const { id, memberId, etag } of callers.practices) {
    things.remember('/v1/practices/{id}', { id }, memberId, etag);
    things.remember('/v1/practices/{id}/versions/{number}', { id, number: '1' }, memberId, undefined);
  }
  for (const { practiceId, adoptionId, memberId, etag } of callers.adoptions)
    things.remember('/v1/practices/{id}/adoptions/{adoptionId}', { id: practiceId, adoptionId }, memberId, etag);
  for (const { practiceId: id, assessmentId, etag } of callers.assessments)
    things.remember('/v1/practices/{id}/assessments/{assessmentId}', { id, assessmentId }, undefined, etag);
  for (const { id, lang, memberId, etag } of callers.translations)
    things.remember('/v1/practices/{id}/translations/{lang}', { id, lang }, memberId, etag);
  for (const id of callers.spareMembers) things.remember('/v1/members/{id}', { id }, id, undefined);
  return { api, callers, things, maker: new RequestMaker(new Values(api, things), things) };
}

export interface Callers {
  readonly all: readonly Caller[];
  /** Ids that the callers depend on. */
  readonly untouchable: ReadonlySet<string>;
  /** Practices of both editors in each state: random requests alone would complete too few of them. */
  readonly practices: readonly { readonly id: string; readonly memberId: string; readonly etag: string }[];
  /** Of practices that are published, by the editor of the other member. */
  readonly adoptions: readonly Adopted[];
  /** Of practices that are published, by the reviewer. */
  readonly assessments: readonly Assessed[];
  /** Of practices that are published. */
  readonly translations: readonly {
    readonly id: string;
    readonly lang: string;
    readonly memberId: string;
    readonly etag: string;
  }[];
  /** Members on whom nothing depends, and who can therefore be suspended and ended. */
  readonly spareMembers: readonly string[];
}

interface Assessed {
  readonly practiceId: string;
  readonly assessmentId: string;
  readonly etag: string;
}

interface Adopted {
  readonly practiceId: string;
  readonly adoptionId: string;
  readonly memberId: string;
  readonly etag: string;
}

/** Practices in each state, of each editor. */
const IN_EACH_STATE = 15;

const SPARE_MEMBERS = 20;

/** One caller of each role, two members' editors, and one of a member that is suspended. */
async function makeCallers(system: Endpoint): Promise<Callers> {
  const { admin, steering, city, memberId } = await withOneMember(system);
  const [other, suspended] = [
    await admit(system, steering, 'City of Oulu'),
    await admit(system, steering, 'City of Vaasa'),
  ];
  const editor = (of: string) => admin.makeClient({ name: 'editor', roles: ['member-editor'], memberId: of });
  const [otherCity, late] = [await editor(other), await editor(suspended)];
  for (const client of [otherCity, late]) await untilMayWrite(client);
  await steering.post(`/v1/members/${suspended}/suspension`, { reason: 'Dues are unpaid.' });
  await eventually(async () => (await late.post('/v1/practices', completeSheet('Late'))).status === 403);
  const caller = (name: string, role: string | undefined, client: Client | undefined, more: Partial<Caller> = {}) => ({
    name, role, token: client?.token, ...more,
  }); // prettier-ignore
  const practices = [
    ...(await practicesOf(city, steering, memberId)),
    ...(await practicesOf(otherCity, steering, other)),
  ];
  const adoptions: Adopted[] = [];
  const translations: { id: string; lang: string; memberId: string; etag: string }[] = [];
  // Of every second one: the others are there for the run to do so itself.
  for (const practice of practices.filter(({ isPublished }) => isPublished).filter((_, n) => n % 2 === 0)) {
    const [owner, adopter] = practice.memberId === memberId ? [city, otherCity] : [otherCity, city];
    const path = `/v1/practices/${practice.id}`;
    const adopted = await adopter.post(`${path}/adoptions`, { status: 'planned' });
    const headers = { 'if-match': (await owner.get(path)).etag };
    const translated = await owner.send('PUT', `${path}/translations/fi`, { body: { title: 'Kahvila' }, headers });
    if (adopted.status !== 201 || translated.status !== 200)
      throw new Error(JSON.stringify([adopted.body, translated.body]));
    practice.etag = translated.etag;
    translations.push({ id: practice.id, lang: 'fi', memberId: practice.memberId, etag: translated.etag });
    adoptions.push({
      practiceId: practice.id,
      adoptionId: adopted.body.id as string,
      memberId: adopter === city ? memberId : other,
      etag: adopted.etag,
    });
  }
  const assessments: Assessed[] = [];
  const spareMembers: string[] = [];
  while (spareMembers.length < SPARE_MEMBERS) {
    spareMembers.push(await admit(system, steering, `Spare ${spareMembers.length}`));
  }
  const all = [
    caller('public', undefined, undefined),
    caller('editor', 'member-editor', city, { memberId }),
    caller('other editor', 'member-editor', otherCity, { memberId: other }),
    caller('suspended editor', 'member-editor', late, { memberId: suspended, isSuspended: true }),
    caller('steering', 'steering', steering),
    caller('admin', 'admin', admin),
  ];
  const known = new Set(all.map(({ role }) => role));
  for (const role of roles.filter((one) => !known.has(one))) {
    const bound = { member: { memberId }, 'member-or-affiliation': { affiliation: 'University' }, '': {} };
    const client = await admin.makeClient({ name: role, roles: [role], ...bound[rulesOf(role).boundTo ?? ''] });
    all.push(caller(role, role, client));
    if (role !== 'reviewer') continue;
    const judged = { score: 4, reason: 'As the report shows.' };
    const scores = { relevance: judged, efficiency: judged, effectiveness: judged, impactAndAddedValue: judged, sustainability: judged }; // prettier-ignore
    for (const { practiceId } of adoptions) {
      const assessed = await client.post(`/v1/practices/${practiceId}/assessments`, { scores });
      if (assessed.status !== 201) throw new Error(JSON.stringify(assessed.body));
      assessments.push({ practiceId, assessmentId: assessed.body.id as string, etag: assessed.etag });
    }
  }
  const clients = (await admin.get('/v1/clients?limit=100')).body.items as { id: string; clientId: string }[];
  const untouchable = new Set([memberId, other, suspended, ...clients.flatMap(({ id, clientId }) => [id, clientId])]);
  return { all, untouchable, practices, adoptions, assessments, translations, spareMembers };
}

async function practicesOf(editor: Client, steering: Client, memberId: string) {
  const steps = [[], ['submission'], ['submission', 'publication'], ['submission', 'change-request']];
  const made: { id: string; memberId: string; etag: string; isPublished: boolean }[] = [];
  for (const path of Array.from({ length: IN_EACH_STATE }, () => steps).flat()) {
    const { body, etag: first } = await editor.post('/v1/practices', completeSheet(`Practice ${made.length}`));
    let etag = first;
    for (const step of path) {
      const who = step === 'submission' ? editor : steering;
      const request = step === 'change-request' ? { items: [{ pointer: '/title/en', comment: 'Say more.' }] } : {};
      const reply = await who.post(`/v1/practices/${body.id}/${step}`, request, { 'if-match': etag });
      if (reply.status !== 200) throw new Error(`${step}: ${JSON.stringify(reply.body)}`);
      ({ etag } = reply);
    }
    made.push({ id: body.id, memberId, etag, isPublished: path.includes('publication') });
  }
  return made;
}

/** Changes by the link of a mail, which is itself the right to them: open even to those who may only read. */
export const byLink = /^\/v1\/subscriptions\/(?:links|confirmations)\/\{token\}/;

/** Whether the document lets a caller use an operation, and whether only for its own things or those of others. */
export function mayCall(
  { role, isSuspended }: Caller,
  operation: { method: string; path: string; allowed: readonly string[] },
) {
  if (isSuspended && operation.method !== 'get' && !byLink.test(operation.path)) return 'never';
  const { allowed } = operation;
  const roles = role === undefined ? ['public'] : ['public', 'any-credential', role];
  if (roles.some((one) => allowed.includes(one))) return 'always';
  if (roles.some((one) => allowed.includes(`own:${one}`))) return 'own';
  return roles.some((one) => allowed.includes(`foreign:${one}`)) ? 'foreign' : 'never';
}
