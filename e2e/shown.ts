import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Opened } from '#testing';
import { startBrowsing, type Browsing } from './browsing.js';
import { leaveDeadLetter } from './every-feature.js';
import { completeSheet, published, System, takeStep, untilMayWrite, withOneMember } from './system.js';
import type { DemoPerson } from './working.js';

/** A text without a space that means harm, as long as that. */
const hostile = (length: number): string =>
  `<i>\u202e<script>document.title='taken'</script><img/src=x/onerror=\u2067document.title='taken'>`.padEnd(length, 'w').slice(0, length); // prettier-ignore

/** The longest texts that the registry takes, each of one word; with more of them, longer ones. Nothing takes 50,000 characters. */
export const longest = (more = 0) => ({
  title: { en: hostile(300 + more) },
  organiser: { name: hostile(500 + more), kind: 'city' },
  place: { name: hostile(300 + more) },
  partners: [{ name: hostile(500 + more), kind: 'ngos' }],
  objectives: { en: hostile(20_000 + more) },
  lessons: { en: 'z'.repeat(20_000 + more) },
  beneficiaries: { count: 3, counted: { en: hostile(500 + more) } },
  indicators: [{ name: { en: hostile(500 + more) }, value: 1, unit: hostile(100 + more) }],
  evaluation: { summary: { en: hostile(20_000 + more) } },
  links: [{ url: 'https://example.org/'.padEnd(2_000 + more, 'u'), label: hostile(500 + more) }],
});
export const longestMember = (more = 0) => ({
  name: hostile(300 + more),
  place: hostile(200 + more),
  website: 'https://oulu.example/'.padEnd(500 + more, 'u'),
});

export const SECRETARIAT = 'secretariat@network.example';
const pointersOf = ({ errors = [] }: { errors?: { pointer: string }[] }) =>
  errors.map(({ pointer }) => pointer).toSorted();
export const contact = { name: 'Office', email: 'office@tampere.example', consentToPublish: false };

/** A network with practices of two members: one adopted, one translated, one with texts that mean harm. */
async function network(system: System) {
  const { admin, steering, city, memberId } = await withOneMember(system);
  const applied = { kind: 'municipality', country: 'FI', contact: { name: contact.name, email: contact.email }, consent: true }; // prettier-ignore
  const apply = async (about: object) =>
    (await city.post('/v1/membership-applications', { ...applied, ...about })).body;
  expect(pointersOf(await apply(longestMember(1)))).toEqual(['/name', '/place', '/website']);
  const { id } = await apply(longestMember());
  const application = (await apply(longestMember())).id as string;
  const approved = { decision: 'approve', reason: 'Admitted.' };
  const otherId = (await steering.post(`/v1/membership-applications/${id}/decision`, approved)).body.memberId as string;
  const other = await admin.makeClient({ name: 'other', roles: ['member-editor'], memberId: otherId });
  await untilMayWrite(other);
  const cafe = await published(
    {
      ...completeSheet('Language café in libraries'),
      title: { en: 'Language café in libraries', de: 'Sprachcafé in Bibliotheken' },
      links: [{ url: 'https://www.tampere.fi/', label: 'Report' }],
      contacts: [contact],
    },
    city,
    steering,
  );
  const harmful = (more?: number) => ({ ...completeSheet('Harmless'), ...longest(more), countries: ['IT'] });
  const refused = pointersOf((await other.post('/v1/practices', harmful(1))).body);
  expect(refused).toEqual([
    '/beneficiaries/counted/en', '/evaluation/summary/en', '/indicators/0/name/en', '/indicators/0/unit', '/lessons/en',
    '/links/0/label', '/links/0/url', '/objectives/en', '/organiser/name', '/partners/0/name', '/place/name', '/title/en',
  ]); // prettier-ignore
  const harm = await published(harmful(), other, steering);
  const followed = await published(completeSheet('Café of Oulu'), other, steering);
  const toReport = await city.post(`/v1/practices/${harm}/adoptions`, { status: 'completed', changes: { en: hostile(20_000), fi: 'x' }, links: [{ url: 'https://example.org/'.padEnd(2_000, 'u'), label: hostile(500) }] }); // prettier-ignore
  if (toReport.status !== 201) throw new Error(JSON.stringify(toReport.body));
  const adopted = await other.post(`/v1/practices/${cafe}/adoptions`, { status: 'completed', ownPracticeId: followed });
  if (adopted.status !== 201) throw new Error(JSON.stringify(adopted.body));
  const drafts: string[] = [];
  for (const sheet of [harmful(), completeSheet('Returned'), completeSheet('Submitted')]) {
    const draft = await city.post('/v1/practices', sheet);
    const id = draft.body.id as string;
    drafts.push(id);
    if (drafts.length === 1) continue;
    await takeStep(city, id, 'submission');
    const items = [{ pointer: '/aims', comment: 'Sure?' }];
    if (drafts.length === 2) await takeStep(steering, id, 'change-request', { items });
  }
  const [hostileDraft, returned, submitted] = drafts;
  const { letter } = await leaveDeadLetter(system);
  const adoption = toReport.body.id as string;
  const people = { memberId, otherId, application };
  return { ...people, cafe, harm, followed, adoption, letter: letter.id, returned, submitted, hostileDraft };
}

/** A running system in which every page has something to show, and a browser. */
export class Shown {
  private constructor(
    readonly system: System,
    readonly browsing: Browsing,
    readonly made: Awaited<ReturnType<typeof network>>,
  ) {}

  /** @param opened closes it */
  static async start(opened: Opened): Promise<Shown> {
    const system = await opened.add(System.start({ LRA_CONTACT_MAIL: SECRETARIAT }), (one) => one.destroy());
    const made = await network(system);
    const browsing = await opened.add(startBrowsing(system.url), (one) => one.close());
    return new Shown(system, browsing, made);
  }

  paths() {
    return {
      home: '/en',
      search: '/en/practices?q=caf%C3%A9&country=FI',
      nothing: '/en/practices?q=zzzz',
      sheet: `/de/practices/${this.made.cafe}`,
      hostile: `/en/practices/${this.made.harm}`,
      hostileMember: `/en/members/${this.made.otherId}`,
      hostileCard: '/en/practices?country=IT',
      versions: `/en/practices/${this.made.cafe}/versions`,
      figures: '/en/figures?by=country',
      crossed: '/en/figures?by=country&and=aim',
      members: '/en/members',
      member: `/en/members/${this.made.memberId}`,
      news: '/en/news',
      join: '/en/join',
      judging: '/fr/judging',
      ask: `/en/practices/${this.made.cafe}/question`,
      feedback: '/en/feedback?about=accessibility',
      subscribe: '/en/subscriptions/new?country=FI&theme=housing',
      legal: '/en/legal',
      accessibility: '/en/accessibility',
      missing: '/en/missing',
    };
  }

  /** The workplaces, by who works there. */
  workplaces(): Readonly<Partial<Record<DemoPerson, Readonly<Record<string, string>>>>> {
    return {
      'Demo Editor': {
        ownHome: '/en',
        work: '/en/work',
        workPractices: '/en/work/practices',
        queue: `/en/work/practices?waitingFor=owner&status=draft&member=${this.made.memberId}`,
        returned: `/en/practices/${this.made.returned}?version=draft`,
        edit: `/en/work/practices/${this.made.returned}/edit`,
        begin: '/en/work/practices/new',
        colleagues: '/en/work/people',
        inviteColleague: '/en/work/people/new',
        translations: `/en/work/practices/${this.made.cafe}/translations`,
        translate: `/en/work/practices/${this.made.cafe}/translations/fr`,
        adoptions: '/en/work/adoptions',
        adopt: `/en/work/practices/${this.made.followed}/adoption/new`,
        adoption: `/en/work/practices/${this.made.harm}/adoptions/${this.made.adoption}`,
        outdated: '/en/work/practices?waitingFor=translator',
        submissions: '/en/work/submissions',
        integrations: '/en/work/integrations',
        newClient: '/en/work/integrations/clients/new',
        newWebhook: '/en/work/integrations/webhooks/new',
      },
      'Demo Secretary': {
        applications: '/en/work/applications',
        application: `/en/work/applications/${this.made.application}`,
        approve: `/en/work/applications/${this.made.application}/approve`,
        roster: '/en/work/members',
        seat: `/en/work/members/${this.made.otherId}`,
        suspend: `/en/work/members/${this.made.otherId}/suspension`,
        people: '/en/work/people',
        invite: `/en/work/people/new?member=${this.made.otherId}`,
        toDo: '/en/work/queue?assignedTo=all',
        review: `/en/work/practices/${this.made.submitted}/review`,
        assign: `/en/work/practices/${this.made.hostileDraft}/assignment`,
        hostileReview: `/en/work/practices/${this.made.hostileDraft}/review`,
        mergerOfWhat: `/en/work/practices/${this.made.harm}/merger?q=caf%C3%A9`,
        merger: `/en/work/practices/${this.made.harm}/merger?into=${this.made.cafe}`,
        withdrawal: `/en/work/practices/${this.made.harm}/withdrawal`,
        log: '/en/work/log',
        membersLog: '/de/work/log?about=members&since=2020-01-01',
      },
      'Demo Operator': {
        system: '/en/work/system',
        deadLetters: '/en/work/system/dead-letters',
        redrive: `/en/work/system/dead-letters/${this.made.letter}/redrive`,
        discard: `/en/work/system/dead-letters/${this.made.letter}/discard`,
        jobs: '/en/work/system/jobs',
        webhooks: '/en/work/system/webhooks',
        log: '/en/work/log?about=members',
      },
      'Demo Reviewer': {
        assessments: '/en/work/assessments',
        assessment: `/en/work/practices/${this.made.harm}/assessment`,
      },
    };
  }

  async signIn(page: Page, name: string): Promise<void> {
    await page.goto(`${this.system.url}/en`);
    if ((await page.locator('.account', { hasText: name }).count()) > 0) return;
    await page.context().clearCookies();
    await page.goto(`${this.system.url}/en`);
    await page.locator('.visitor a').last().click();
    await page.getByRole('button', { name }).click();
    await page.locator('.account').waitFor();
  }

  /** Each page and its name: first those for everyone, then the workplaces, signed in. */
  async *each(page: Page): AsyncGenerator<[string, string]> {
    yield* Object.entries(this.paths());
    for (const [name, pages] of Object.entries(this.workplaces())) {
      await this.signIn(page, name);
      yield* Object.entries(pages);
    }
  }

  /** What is found on each page, with its name. */
  async foundOnEach(page: Page, find: (page: Page) => Promise<readonly string[]>): Promise<string[]> {
    const found: string[] = [];
    for await (const [name, path] of this.each(page)) {
      await page.goto(this.system.url + path);
      found.push(...(await find(page)).map((what) => `${name}: ${what}`));
    }
    return found;
  }
}
