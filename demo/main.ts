import type { NetworkClient, Shape } from '#client';
import { Network, ok, until } from './network.js';
import { Receiver } from './receiver.js';
import { isOfStudy, readStory, type PracticeStory, type Story } from './story.js';
import { signedIn } from './people.js';
import { admit, ask, judge, leave, leaveApplication, takeIn, update } from './telling.js';

const url = process.env['LRA_URL'] ?? `http://127.0.0.1:${process.env['PORT'] ?? '8080'}`;
const receiverPort = Number(process.env['DEMO_RECEIVER_PORT'] ?? '9099');
const say = (line = '') => console.log(line);

async function main(): Promise<void> {
  const [clientId, clientSecret] = [process.env['LRA_ADMIN_CLIENT_ID'], process.env['LRA_ADMIN_CLIENT_SECRET']];
  if (!clientId || !clientSecret) {
    throw new Error(
      'Set LRA_ADMIN_CLIENT_ID and LRA_ADMIN_CLIENT_SECRET to the values the system was started with (see README).',
    );
  }
  const [network, story] = [await Network.enter(url, clientId, clientSecret), await readStory()];

  say('1  Authorities apply, and the steering committee admits them');
  let admitted = 0;
  for (const member of story.members) if (await admit(network, member)) admitted++;
  say(`    ${admitted} admitted, ${story.members.length - admitted} were members already`);

  say('2  A city subscribes to what happens to practices in its country');
  const [first] = story.members;
  const receiver = await Receiver.listen(receiverPort, say);
  const { id, secret } = await subscribe(network, first!, receiver.url);
  receiver.secret = secret;
  say('    the challenge was answered, the subscription is active');
  const closing = story.members.find(({ name }) => name.startsWith('Stadt Lindenfurt'))!;
  const closed = admitted > 0 ? await subscribe(network, closing, receiver.closedUrl) : undefined;

  say('3  They send in their practices, and the secretariat publishes them');
  const ids = new Map<string, string>();
  const added: PracticeStory[] = [];
  for (const member of story.members) added.push(...(await takeIn(network, member, story.practices, ids)));
  for (const [what, part] of [
    ['case studies of the 2012 study', isOfStudy],
    ['practices made up for the demo', (practice: PracticeStory) => !isOfStudy(practice)],
  ] as const) {
    const isNew = added.filter(part).length;
    say(`    ${what}: ${isNew} added, ${story.practices.filter(part).length - isNew} unchanged`);
  }

  say('4  They publish new versions and translations, adopt, assess, withdraw and merge');
  const reviewers = added.some(({ assessments }) => assessments)
    ? await Promise.all(story.reviewers.map((affiliation) => network.reviewerAt(affiliation)))
    : [];
  for (const practice of added) await update(network, practice, ids.get(practice.key)!);
  for (const practice of added) await judge(network, practice, ids, ids.get(practice.key)!, reviewers);
  for (const practice of added) await leave(network, practice, ids, ids.get(practice.key)!);
  const reviewer = await signedIn(url, 'reviewer');
  for (const { key } of added.filter(({ toAssess }) => toAssess))
    if (reviewer) await ask(network, reviewer.id, ids.get(key)!);
  for (const applicant of story.applications) await leaveApplication(network, applicant);
  const published = added.filter(({ as, changesRequested }) => !as && !changesRequested);
  const ofCountry = published.filter(({ factSheet }) => factSheet.countries?.includes(first!.country));
  const arrived = () => receiver.received.filter(({ type }) => type.endsWith('.practice.published.v1')).length;
  await until('the webhooks have arrived', () => arrived() >= ofCountry.length);
  await ok((await network.editorOf(first!.name)).DELETE('/v1/subscriptions/{id}', { params: { path: { id } } }));
  if (closed) {
    const city = await network.editorOf(closing.name);
    await until('the closed receiver has failed', async () => (await stateOf(city, closed.id)) === 'failed');
  }
  receiver.close();

  await tellWhatWaits(story, ids);
}

/** A member subscribes to what happens to practices in its country, at a receiver on this machine. */
async function subscribe(network: Network, { name, country }: Story['members'][number], receiver: string) {
  const city = await network.editorOf(name);
  const made = await ok(
    city.POST('/v1/subscriptions', {
      body: {
        channel: { type: 'webhook', url: receiver },
        filter: { types: ['eu.lra-network.practice.*'], countries: [country] },
        frequency: 'immediate',
      },
    }),
  );
  await until('the challenge is answered', async () => (await stateOf(city, made.id)) === 'active');
  return made;
}

const stateOf = async (city: NetworkClient, id: string): Promise<string> =>
  (await ok(city.GET('/v1/subscriptions/{id}', { params: { path: { id } } }))).state;

/** Who can sign in where only demo people can, and what waits for them. */
async function tellWhatWaits({ members: [first] }: Story, ids: ReadonlyMap<string, string>) {
  const tell = (who: string, { waiting }: Pick<Shape<'MeView'>, 'waiting'>) => {
    const things = waiting.map(({ kind, count }) => `${kind.replaceAll('-', ' ')} (${count})`);
    say(`  ${who}: ${things.join(', ') || 'nothing'}`);
  };
  say();
  say(`Who can sign in at ${url}/v1/session/sign-in, and what waits for them:`);
  const people = {
    editor: `Demo Editor, of ${first!.name}`,
    secretary: 'Demo Secretary',
    reviewer: 'Demo Reviewer',
    operator: 'Demo Operator',
  };
  for (const [person, who] of Object.entries(people)) {
    const me = await signedIn(url, person);
    if (me) tell(who, me);
  }
  say(`  Demo Official: the news, at ${url}/en/news`);
  say();
  say('Things to try:');
  say(`  ${url}/en/practices/${ids.get('language-cafe')}`);
  say(`  ${url}/v1/statistics/practices?by=country,dimension`);
  say(`  ${url}/v1/changes?types=eu.lra-network.member.*`);
}

main().catch((error: unknown) => {
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined;
  if (cause?.code === 'ECONNREFUSED') console.error(`Nothing answers at ${url}: start the system first (see README).`);
  else console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
