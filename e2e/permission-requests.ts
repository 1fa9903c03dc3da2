import type { OpenAPIObject } from '@nestjs/swagger';
import { operationsOf } from '#http';
import { Browser, eventually } from '#testing';
import { roles, rulesOf, type Role } from '#identity';
import { admit, Client, completeSheet, receiver, subscribe, type System } from './system.js';

/** A request that is valid except for its caller, and that changes nothing another request needs. */
export interface Asked {
  readonly path: string;
  readonly body?: unknown;
  /** A permitted caller gets 404, because nobody has the requested thing. */
  readonly missing?: boolean;
}

/** How a caller uses one route: for its own things, and for those of another. */
export interface Requests {
  own(caller: Role | 'public'): Asked | Promise<Asked>;
  /**
   * With the refusal that a caller gets for another's thing. Left out where a request can only be about the caller's
   * own things, as when it creates or lists them.
   */
  foreign?(): readonly (Asked & { readonly refusal: 403 | 404 })[];
}

/** An id that nothing has. */
const unused = '01995d3c-0000-7000-8000-000000000000';

/** Nothing has this state: a permitted caller gets 412, and nothing changes. */
export const stale = { 'if-match': '"999999"' };

/** A network in which every role has things of its own, and another member or principal has the same. */
export async function world(system: System, hook: Awaited<ReturnType<typeof receiver>>) {
  const admin = await system.client();
  const secretariat = await admin.makeClient({ name: 'secretariat', roles: ['steering'] });
  const [home, other, silent] = [
    await admit(system, secretariat, 'City of Tampere'),
    await admit(system, secretariat, 'City of Oulu'),
    await admit(system, secretariat, 'City of Turku'),
  ];
  const editorOf = (memberId: string) => admin.makeClient({ name: 'editor', roles: ['member-editor'], memberId });
  const [stranger, suspended] = [await editorOf(other), await editorOf(silent)];
  const made = {} as Record<Role, Client>;
  for (const role of roles) made[role] = await admin.makeClient({ name: role, roles: [role], ...boundTo(role, home) });
  const callers: Record<Role | 'public', Client> = {
    ...made,
    public: new Client(system),
    steering: secretariat,
    admin,
  };
  const practices = {
    own: await practicesOf(callers['member-editor'], secretariat),
    foreign: await practicesOf(stranger, secretariat),
  };
  const subscriptions = {} as Record<Role | 'stranger', string>;
  for (const role of roles) subscriptions[role] = (await subscribe(callers[role], hook.url, ['*'])).id;
  subscriptions.stranger = (await subscribe(stranger, hook.url, ['*'])).id;
  await publish(stranger, secretariat, 'Told to all subscribers');
  const deliveries = {} as Record<Role | 'stranger', string>;
  for (const who of [...roles, 'stranger'] as const) {
    deliveries[who] = await eventually(async () => {
      const { body } = await admin.get(`/v1/subscriptions/${subscriptions[who]}/deliveries?state=delivered`);
      return body.items[0]?.id as string | undefined;
    });
  }
  const imports = { own: await importOf(callers['member-editor']), foreign: await importOf(stranger) };
  await secretariat.post(`/v1/members/${silent}/suspension`, { reason: 'Dues.' });
  await eventually(async () => (await suspended.post('/v1/practices', completeSheet('x'))).status === 403);
  const theirs = await admin.post('/v1/clients', { name: 'theirs', roles: ['member-editor'], memberId: other });
  const applied = await callers.public.post('/v1/membership-applications', {
    name: 'City of Vaasa', kind: 'municipality', country: 'FI', consent: true,
    contact: { name: 'Office', email: 'office@vaasa.example' },
  }); // prettier-ignore
  const peer = await admin.makeClient({ name: 'peer', roles: ['reviewer'], affiliation: 'University of Turku' });
  return {
    system, admin, callers, stranger, suspended, home, other, practices, subscriptions, deliveries, imports,
    foreignClient: theirs.body.clientId as string,
    application: applied.body.id as string,
    assessments: {
      own: await madeBy(callers.reviewer, `/v1/practices/${practices.foreign.published}/assessments`, judgement),
      foreign: await madeBy(peer, `/v1/practices/${practices.foreign.published}/assessments`, judgement),
      ofOwnPractice: await madeBy(peer, `/v1/practices/${practices.own.published}/assessments`, judgement),
    },
    adoptions: {
      own: await madeBy(callers['member-editor'], `/v1/practices/${practices.foreign.published}/adoptions`, adopted),
      foreign: await madeBy(stranger, `/v1/practices/${practices.own.published}/adoptions`, adopted),
    },
    submissions: {
      own: await madeBy(callers['member-editor'], '/v1/submissions', submission('ours')),
      foreign: await madeBy(stranger, '/v1/submissions', submission('theirs')),
    },
    invitation: await madeBy(stranger, '/v1/invitations', invitation('theirs', other)),
    person: await personOf(system),
    savedSearch: await madeBy(stranger, '/v1/saved-searches', { name: 'theirs', query: {} }),
    hookUrl: hook.url,
  }; // prettier-ignore
}

/** A caller bound to a role acts for the member. */
const boundTo = (role: Role, memberId: string) => (rulesOf(role).boundTo ? { memberId } : {});

const judged = { score: 3, reason: 'As good as others.' };
const judgement = {
  scores: {
    relevance: judged, efficiency: judged, effectiveness: judged, impactAndAddedValue: judged, sustainability: judged,
  },
}; // prettier-ignore
const adopted = { status: 'planned' };
const submission = (externalId: string) => ({ externalId, sourceVersion: 1, factSheet: completeSheet('Submitted') });
const invitation = (who: string, memberId: string) => ({
  email: `${who}@people.example`,
  roles: ['member-editor'],
  memberId,
});

/** The id of what a caller creates there. */
async function madeBy(client: Client, path: string, body: object): Promise<string> {
  const made = await client.post(path, body);
  if (made.status >= 300) throw new Error(`${path}: ${JSON.stringify(made.body)}`);
  return made.body.id as string;
}

/** A person unknown to all callers. */
async function personOf(system: System): Promise<string> {
  const browser = new Browser();
  const page = await browser.follow('GET', `${system.url}/v1/session/sign-in`);
  const { body } = await browser.follow('POST', `${page.url}/official`);
  return (body as { id: string }).id;
}

export type World = Awaited<ReturnType<typeof world>>;

async function publish(editor: Client, secretariat: Client, title: string): Promise<string> {
  const made = await eventually(async () => {
    const reply = await editor.post('/v1/practices', completeSheet(title));
    return reply.status === 201 && reply;
  });
  const path = `/v1/practices/${made.body.id}`;
  const submitted = await editor.post(`${path}/submission`, {}, { 'if-match': made.etag });
  const published = await secretariat.post(`${path}/publication`, {}, { 'if-match': submitted.etag });
  if (published.status !== 200) throw new Error(JSON.stringify(published.body));
  return made.body.id as string;
}

async function practicesOf(editor: Client, secretariat: Client) {
  const published = await publish(editor, secretariat, 'Language café');
  const draft = await editor.post('/v1/practices', completeSheet('Not yet'));
  return { published, draft: draft.body.id as string };
}

async function importOf(editor: Client): Promise<string> {
  const form = new FormData();
  const row = { externalId: 'a-1', ...completeSheet('Imported') };
  form.set('file', new Blob([JSON.stringify([row])], { type: 'application/json' }), 'rows.json');
  const reply = await editor.send('POST', '/v1/imports', { raw: form });
  if (reply.status !== 202) throw new Error(JSON.stringify(reply.body));
  return reply.body.id as string;
}

/** Ids of existing things, by the path below which they are found. */
const known = ({ practices, home, application }: World): Readonly<Record<string, string>> => ({
  '/v1/practices/': practices.own.published,
  '/v1/members/': home,
  '/v1/membership-applications/': application,
});

/** A route that requires a role, whoever owns the thing: one request for all. An empty body is validated last. */
function usual(path: string, operation: Operation, world: World): Requests {
  const { parameters = [], requestBody } = operation as {
    parameters?: { in: string; name: string; required?: boolean; schema?: { example?: unknown } }[];
    requestBody?: { content: object };
  };
  const [, id] = Object.entries(known(world)).find(([below]) => path.startsWith(`${below}{id}`)) ?? [];
  const examples = new Map(parameters.map(({ name, schema }) => [name, String(schema?.example)]));
  const filled = (id === undefined ? path : path.replace('{id}', id)).replace(/\{(\w+)\}/g, (_, name: string) =>
    examples.get(name)!,
  );
  const query = parameters
    .filter((one) => one.in === 'query' && one.required)
    .map(({ name }) => [name, examples.get(name)!]);
  const body = requestBody && 'application/json' in requestBody.content ? {} : undefined;
  const missing = /\{/.test(id === undefined ? path : path.replace('{id}', ''));
  return {
    own: () => ({ path: query.length > 0 ? `${filled}?${new URLSearchParams(query)}` : filled, body, missing }),
  };
}

/** Every route of the document. A new route for a caller's own things must be added here, with the way to call it. */
export function requestsOf(world: World, document: OpenAPIObject): Readonly<Record<string, Requests>> {
  const others = operationsOf(document).map(
    ({ method, path, operation }) => [`${method.toUpperCase()} ${path}`, usual(path, operation, world)] as const,
  );
  return { ...Object.fromEntries(others), ...ofWhoseThings(world) };
}

type Operation = ReturnType<typeof operationsOf>[number]['operation'];

/** The routes for which ownership matters, and those that need more than their examples. */
function ofWhoseThings(world: World): Readonly<Record<string, Requests>> {
  const { practices, subscriptions, deliveries, imports, foreignClient, admin, callers, home, other } = world;
  const { assessments, adoptions, submissions } = world;

  const practice = (below: string, body?: unknown): Requests => ({
    own: () => ({ path: `/v1/practices/${practices.own.published}${below}`, body }),
    foreign: () => [
      { path: `/v1/practices/${practices.foreign.published}${below}`, body, refusal: below === '/history' ? 404 : 403 },
      { path: `/v1/practices/${practices.foreign.draft}${below}`, body, refusal: 404 },
    ],
  });
  const client = (below: string): Requests => ({
    own: async () => {
      const made = await admin.post('/v1/clients', { name: 'short-lived', roles: ['member-editor'], memberId: home });
      return { path: `/v1/clients/${made.body.clientId}${below}` };
    },
    foreign: () => [{ path: `/v1/clients/${foreignClient}${below}`, refusal: 404 }],
  });
  /** The assessor's own member and others swap roles here. */
  const impartial = (body?: unknown): Requests => ({
    own: () => ({ path: `/v1/practices/${practices.own.published}/assessments`, body }),
    foreign: () => [{ path: `/v1/practices/${practices.foreign.published}/assessments`, body, refusal: 403 }],
  });
  const assessment = (body?: unknown): Requests => {
    const path = `/v1/practices/${practices.foreign.published}/assessments`;
    return {
      own: () => ({ path: `${path}/${assessments.own}`, body }),
      foreign: () => [{ path: `${path}/${assessments.foreign}`, body, refusal: 403 }],
    };
  };
  const ofImport = (below: string): Requests => ({
    own: () => ({ path: `/v1/imports/${imports.own}${below}` }),
    foreign: () => [{ path: `/v1/imports/${imports.foreign}${below}`, refusal: 404 }],
  });
  const subscription = (below: string, body?: unknown): Requests => ({
    own: (caller) => ({
      path: `/v1/subscriptions/${caller === 'public' ? unused : subscriptions[caller]}${below}`,
      body,
    }),
    foreign: () => [{ path: `/v1/subscriptions/${subscriptions.stranger}${below}`, body, refusal: 404 }],
  });

  return {
    'POST /v1/clients': {
      own: () => ({ path: '/v1/clients', body: { name: 'x', roles: ['member-editor'], memberId: home } }),
      foreign: () => [
        { path: '/v1/clients', body: { name: 'x', roles: ['member-editor'], memberId: other }, refusal: 403 },
      ],
    },
    'POST /v1/clients/{id}/rotation': client('/rotation'),
    'DELETE /v1/clients/{id}': client(''),
    'POST /v1/invitations': {
      own: () => ({ path: '/v1/invitations', body: invitation('ours', home) }),
      foreign: () => [{ path: '/v1/invitations', body: invitation('ours', other), refusal: 403 }],
    },
    'DELETE /v1/invitations/{id}': {
      own: async (caller) => {
        const inviter = ['member-editor', 'steering'].includes(caller) ? callers[caller] : admin;
        return { path: `/v1/invitations/${await madeBy(inviter, '/v1/invitations', invitation('ours', home))}` };
      },
      foreign: () => [{ path: `/v1/invitations/${world.invitation}`, refusal: 404 }],
    },
    // Clients are not persons: their own id identifies no person there.
    'DELETE /v1/persons/{id}': {
      own: () => ({ path: `/v1/persons/${unused}`, missing: true }),
      foreign: () => [{ path: `/v1/persons/${world.person}`, refusal: 404 }],
    },
    'GET /v1/session': { own: () => ({ path: '/v1/session', missing: true }) },
    'POST /v1/session/sign-out': { own: () => ({ path: '/v1/session/sign-out', missing: true }) },
    'PUT /v1/practices/{id}': practice('', completeSheet('Changed')),
    'PATCH /v1/practices/{id}': practice('', { notes: { en: 'Changed.' } }),
    'POST /v1/practices/{id}/submission': practice('/submission', {}),
    'POST /v1/practices/{id}/change-request/{number}/answer': practice('/change-request/1/answer', { answer: 'No.' }),
    'POST /v1/practices/{id}/withdrawal': practice('/withdrawal', { reason: 'Gone.' }),
    'PUT /v1/practices/{id}/translations/{lang}': practice('/translations/de', { title: 'Sprachcafé' }),
    'POST /v1/practices/{id}/translations/{lang}/machine': practice('/translations/de/machine'),
    'GET /v1/practices/{id}/translation-jobs/{jobId}': {
      own: () => ({ path: `/v1/practices/${practices.own.published}/translation-jobs/${unused}`, missing: true }),
      foreign: () => [
        { path: `/v1/practices/${practices.foreign.published}/translation-jobs/${unused}`, refusal: 404 },
      ],
    },
    'GET /v1/practices/{id}/history': practice('/history'),
    'GET /v1/practices/{id}/assessments': impartial(),
    'POST /v1/practices/{id}/assessments': impartial(judgement),
    'GET /v1/practices/{id}/assessments/{assessmentId}': {
      own: () => ({ path: `/v1/practices/${practices.own.published}/assessments/${assessments.ofOwnPractice}` }),
      foreign: () => [
        { path: `/v1/practices/${practices.foreign.published}/assessments/${assessments.foreign}`, refusal: 403 },
      ],
    },
    'PUT /v1/practices/{id}/assessments/{assessmentId}': assessment(judgement),
    'DELETE /v1/practices/{id}/assessments/{assessmentId}': assessment(),
    'POST /v1/practices/{id}/adoptions': {
      own: () => ({ path: `/v1/practices/${practices.own.published}/adoptions`, body: adopted }),
      foreign: () => [{ path: `/v1/practices/${practices.foreign.published}/adoptions`, body: adopted, refusal: 403 }],
    },
    'PUT /v1/practices/{id}/adoptions/{adoptionId}': {
      own: () => ({ path: `/v1/practices/${practices.foreign.published}/adoptions/${adoptions.own}`, body: adopted }),
      foreign: () => [
        {
          path: `/v1/practices/${practices.own.published}/adoptions/${adoptions.foreign}`,
          body: adopted,
          refusal: 403,
        },
      ],
    },
    'GET /v1/submissions/by-external-id': {
      own: () => ({ path: '/v1/submissions/by-external-id?externalId=ours' }),
      foreign: () => [{ path: '/v1/submissions/by-external-id?externalId=theirs', refusal: 404 }],
    },
    'DELETE /v1/submissions/by-external-id': {
      own: () => ({ path: '/v1/submissions/by-external-id?externalId=ours&sourceVersion=0' }),
    },
    'GET /v1/submissions/{id}': {
      own: () => ({ path: `/v1/submissions/${submissions.own}` }),
      foreign: () => [{ path: `/v1/submissions/${submissions.foreign}`, refusal: 404 }],
    },
    'GET /v1/imports/{id}': ofImport(''),
    'GET /v1/imports/{id}/rows': ofImport('/rows'),
    'GET /v1/subscriptions/{id}': subscription(''),
    'PATCH /v1/subscriptions/{id}': subscription('', { filter: {} }),
    'DELETE /v1/subscriptions/{id}': {
      own: async (caller) => {
        if (caller === 'public') return { path: `/v1/subscriptions/${unused}` };
        return { path: `/v1/subscriptions/${await newSubscription(callers[caller], world.hookUrl)}` };
      },
      foreign: () => [{ path: `/v1/subscriptions/${subscriptions.stranger}`, refusal: 404 }],
    },
    'GET /v1/saved-searches/{id}': {
      own: async (caller) => ({ path: `/v1/saved-searches/${await newSavedSearch(callers[caller])}` }),
      foreign: () => [{ path: `/v1/saved-searches/${world.savedSearch}`, refusal: 404 }],
    },
    'PUT /v1/saved-searches/{id}/following': {
      own: async (caller) => ({ path: `/v1/saved-searches/${await newSavedSearch(callers[caller])}/following` }),
      foreign: () => [{ path: `/v1/saved-searches/${world.savedSearch}/following`, refusal: 404 }],
    },
    'DELETE /v1/saved-searches/{id}': {
      own: async (caller) => ({ path: `/v1/saved-searches/${await newSavedSearch(callers[caller])}` }),
      foreign: () => [{ path: `/v1/saved-searches/${world.savedSearch}`, refusal: 404 }],
    },
    'POST /v1/subscriptions/{id}/test': subscription('/test'),
    'POST /v1/subscriptions/{id}/rotation': subscription('/rotation'),
    'POST /v1/subscriptions/{id}/pause': subscription('/pause'),
    'POST /v1/subscriptions/{id}/recovery': subscription('/recovery', {}),
    'GET /v1/subscriptions/{id}/deliveries': subscription('/deliveries'),
    'POST /v1/deliveries/{id}/redelivery': {
      own: (caller) => ({ path: `/v1/deliveries/${caller === 'public' ? unused : deliveries[caller]}/redelivery` }),
      foreign: () => [{ path: `/v1/deliveries/${deliveries.stranger}/redelivery`, refusal: 404 }],
    },
  };
}

/** A caller without a credential has none, and asks for one that does not exist. */
async function newSavedSearch(caller: Client): Promise<string> {
  const made = await caller.post('/v1/saved-searches', { name: 'x', query: {} });
  return made.status === 201 ? (made.body.id as string) : unused;
}

async function newSubscription(caller: Client, url: string): Promise<string> {
  const made = await caller.post('/v1/subscriptions', {
    channel: { type: 'webhook', url },
    filter: {},
    frequency: 'immediate',
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body.id as string;
}
