import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { Api } from './api.js';
import { Receiver } from './receiver.js';

const url = process.env['LRA_URL'] ?? `http://127.0.0.1:${process.env['PORT'] ?? '8080'}`;
const receiverPort = Number(process.env['DEMO_RECEIVER_PORT'] ?? '9099');
const say = (line = '') => console.log(line);

/** The program runs from dist/demo; the data stay in demo/data. */
const caseStudies = fileURLToPath(new URL('../../demo/data/case-studies.csv', import.meta.url));

const authorities = [
  { name: 'City of Tampere', kind: 'municipality', country: 'FI', place: 'Tampere' },
  { name: 'Regione Lombardia', kind: 'region', country: 'IT', place: 'Milano', nutsCode: 'ITC4' },
  { name: 'Ville de Roubaix', kind: 'municipality', country: 'FR', place: 'Roubaix' },
];

const practice = {
  originalLanguage: 'fi',
  title: { fi: 'Kielikahvila', en: 'Language café' },
  organiser: { name: 'City of Tampere', kind: 'city' },
  range: 'regional-municipal',
  countries: ['FI'],
  place: { name: 'Tampere' },
  period: { start: '2024-09', ongoing: true },
  dimensions: ['cultural'],
  themes: ['language-training'],
  aims: ['education', 'social-integration'],
  objectives: { en: 'Newcomers practise Finnish every week with volunteers from their neighbourhood.' },
  activities: { en: 'Open evenings in five libraries, a course for volunteers, a phrase book made by participants.' },
  targetGroups: ['newly-arrived', 'host-community'],
  funding: { sources: ['local'] },
};

interface Member {
  readonly id: string;
  readonly name: string;
}
interface Job {
  readonly id: string;
  readonly state: string;
  readonly processed: number;
  readonly total: number;
  readonly counts: Record<string, number>;
}
interface Practice {
  readonly id: string;
}

async function main(): Promise<void> {
  const [clientId, clientSecret] = [process.env['LRA_ADMIN_CLIENT_ID'], process.env['LRA_ADMIN_CLIENT_SECRET']];
  if (!clientId || !clientSecret) {
    throw new Error(
      'Set LRA_ADMIN_CLIENT_ID and LRA_ADMIN_CLIENT_SECRET to the values the system was started with (see README).',
    );
  }
  const admin = await new Api(url).signIn(clientId, clientSecret);
  const steering = await clientOf(admin, { name: 'Demo secretariat', roles: ['steering'] });

  say('1  Three authorities apply, and the steering committee admits them');
  const members: Member[] = [];
  for (const authority of authorities) members.push(await admit(steering, authority));
  const [tampere] = members;
  const city = await clientOf(admin, { name: 'Tampere web office', roles: ['member-editor'], memberId: tampere!.id });

  say('2  A receiver subscribes to everything about practices');
  const receiver = await Receiver.listen(receiverPort, say);
  const { body: subscription } = await city.post<{ id: string; secret: string }>('/v1/subscriptions', {
    channel: { type: 'webhook', url: receiver.url },
    filter: { types: ['eu.lra-network.practice.*'] },
    frequency: 'immediate',
  });
  receiver.secret = subscription.secret;
  const state = async () => (await city.get<{ state: string }>(`/v1/subscriptions/${subscription.id}`)).state;
  await until('the challenge is answered', async () => (await state()) === 'active');
  say('    the challenge was answered, the subscription is active');

  say('3  The 37 case studies of the study are imported');
  let job = await steering.upload<Job>('/v1/imports', 'case-studies.csv', await readFile(caseStudies), 'text/csv');
  await until('the import is done', async () => {
    job = await steering.get<Job>(`/v1/imports/${job.id}`);
    return job.state === 'done' || job.state === 'failed';
  });
  say(
    `    ${Object.entries(job.counts)
      .filter(([, n]) => n > 0)
      .map(([outcome, n]) => `${n} ${outcome}`)
      .join(', ')}`,
  );
  await until('the webhooks arrived', () => Promise.resolve(receiver.received.length >= (job.counts['added'] ?? 0)));

  say('4  The city submits a practice of its own, the secretariat publishes it');
  const before = receiver.received.length;
  const created = await city.post<Practice>('/v1/practices', practice);
  const path = `/v1/practices/${created.body.id}`;
  const submitted = await city.post(`${path}/submission`, {}, { 'if-match': created.etag });
  await steering.post(`${path}/publication`, { reason: 'Complete and clear.' }, { 'if-match': submitted.etag });
  await until('its webhook arrived', () => Promise.resolve(receiver.received.length > before));

  await city.delete(`/v1/subscriptions/${subscription.id}`);
  receiver.close();
  say();
  say('Three things to try:');
  say(`  ${url}${path}`);
  say(`  ${url}/v1/statistics/practices?by=country,dimension`);
  say(`  ${url}/v1/changes?types=eu.lra-network.member.*`);
}

async function clientOf(admin: Api, client: object): Promise<Api> {
  const { body } = await admin.post<{ clientId: string; clientSecret: string }>('/v1/clients', client);
  return new Api(url).signIn(body.clientId, body.clientSecret);
}

/** An authority that became a member in an earlier demo stays the same member. */
async function admit(steering: Api, authority: (typeof authorities)[number]): Promise<Member> {
  const { items } = await steering.get<{ items: Member[] }>(
    `/v1/members?country=${authority.country}&status=approved&limit=100`,
  );
  const known = items.find((member) => member.name === authority.name);
  if (known) {
    say(`    ${known.name} is a member already`);
    return known;
  }
  const { body: application } = await steering.post<{ id: string }>('/v1/membership-applications', {
    ...authority,
    contact: { name: 'Integration office', email: `integration@${authority.place.toLowerCase()}.example` },
    consent: true,
  });
  const { body: decision } = await steering.post<{ memberId: string }>(
    `/v1/membership-applications/${application.id}/decision`,
    { decision: 'approve', reason: 'Admitted for the demo.' },
  );
  say(`    ${authority.name}: applied, approved`);
  return { id: decision.memberId, name: authority.name };
}

/** Waits for background work; half a minute is far more than it needs. */
async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited 30 s in vain until ${what}.`);
    await pause(100);
  }
}

main().catch((error: unknown) => {
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
  if (cause?.code === 'ECONNREFUSED') console.error(`Nothing answers at ${url}: start the system first (see README).`);
  else console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
