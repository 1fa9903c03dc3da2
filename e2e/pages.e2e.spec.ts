import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeWithChromium, eventually, isTo, mailFiles, Opened } from '#testing';
import {
  byKeyboard, bytesOf, lostIn, shiftsOf, slowDown, startBrowsing, stylesOf, turnedIn, violationsOf, walkedThrough, type Browsing,
} from './browsing.js'; // prettier-ignore
import type { DemoPerson } from './working.js';
import { leaveDeadLetter } from './every-feature.js';
import { Client, completeSheet, System, untilMayWrite, withOneMember } from './system.js';

/** The most that a page and all it loads may take, compressed. */
const MOST_BYTES = 60_000;

/** A text without a space that means harm, as long as that. */
const hostile = (length: number): string =>
  `<i>\u202e<script>document.title='taken'</script><img/src=x/onerror=\u2067document.title='taken'>`.padEnd(length, 'w').slice(0, length); // prettier-ignore

/** The longest texts that the registry takes, each of one word; with more of them, longer ones. Nothing takes 50,000 characters. */
const longest = (more = 0) => ({
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
const longestMember = (more = 0) => ({
  name: hostile(300 + more),
  place: hostile(200 + more),
  website: 'https://oulu.example/'.padEnd(500 + more, 'u'),
});

const SECRETARIAT = 'secretariat@network.example';
const pointersOf = ({ errors = [] }: { errors?: { pointer: string }[] }) =>
  errors.map(({ pointer }) => pointer).toSorted();
const contact = { name: 'Office', email: 'office@tampere.example', consentToPublish: false };

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
  const publish = async (editor: Client, sheet: object): Promise<string> => {
    const made = await editor.post('/v1/practices', sheet);
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    const path = `/v1/practices/${made.body.id}`;
    const submitted = await editor.post(`${path}/submission`, {}, { 'if-match': made.etag });
    const published = await steering.post(`${path}/publication`, {}, { 'if-match': submitted.etag });
    if (published.status !== 200) throw new Error(JSON.stringify(published.body));
    return made.body.id as string;
  };
  const cafe = await publish(city, {
    ...completeSheet('Language café in libraries'),
    title: { en: 'Language café in libraries', de: 'Sprachcafé in Bibliotheken' },
    links: [{ url: 'https://www.tampere.fi/', label: 'Report' }],
    contacts: [contact],
  });
  const harmful = (more?: number) => ({ ...completeSheet('Harmless'), ...longest(more), countries: ['IT'] });
  const refused = pointersOf((await other.post('/v1/practices', harmful(1))).body);
  expect(refused).toEqual([
    '/beneficiaries/counted/en', '/evaluation/summary/en', '/indicators/0/name/en', '/indicators/0/unit', '/lessons/en',
    '/links/0/label', '/links/0/url', '/objectives/en', '/organiser/name', '/partners/0/name', '/place/name', '/title/en',
  ]); // prettier-ignore
  const harm = await publish(other, harmful());
  const followed = await publish(other, completeSheet('Café of Oulu'));
  const toReport = await city.post(`/v1/practices/${harm}/adoptions`, { status: 'completed', changes: { en: hostile(20_000), fi: 'x' }, links: [{ url: 'https://example.org/'.padEnd(2_000, 'u'), label: hostile(500) }] }); // prettier-ignore
  if (toReport.status !== 201) throw new Error(JSON.stringify(toReport.body));
  const adopted = await other.post(`/v1/practices/${cafe}/adoptions`, { status: 'completed', ownPracticeId: followed });
  if (adopted.status !== 201) throw new Error(JSON.stringify(adopted.body));
  const take = async (by: Client, path: string, step: string, from: { etag: string | undefined }, body = {}) =>
    by.post(`${path}/${step}`, body, { 'if-match': from.etag ?? '' });
  const drafts: string[] = [];
  for (const sheet of [harmful(), completeSheet('Returned'), completeSheet('Submitted')]) {
    const draft = await city.post('/v1/practices', sheet);
    const path = `/v1/practices/${draft.body.id}`;
    drafts.push(draft.body.id as string);
    if (drafts.length === 1) continue;
    const submitted = await take(city, path, 'submission', draft);
    const items = [{ pointer: '/aims', comment: 'Sure?' }];
    if (drafts.length === 2) await take(steering, path, 'change-request', submitted, { items });
  }
  const [hostileDraft, returned, submitted] = drafts;
  const { letter } = await leaveDeadLetter(system);
  const adoption = toReport.body.id as string;
  return {
    cafe,
    harm,
    followed,
    adoption,
    memberId,
    otherId,
    application,
    letter: letter.id,
    returned,
    submitted,
    hostileDraft,
  };
}

await describeWithChromium('the pages, in a browser', () => {
  const opened = new Opened();
  let system: System;
  let browsing: Browsing;
  let made: Awaited<ReturnType<typeof network>>;
  beforeAll(async () => {
    system = await opened.add(System.start({ LRA_CONTACT_MAIL: SECRETARIAT }), (one) => one.destroy());
    made = await network(system);
    browsing = await opened.add(startBrowsing(system.url), (one) => one.close());
  }, 120_000);
  afterAll(() => opened.close(), 60_000);

  const paths = () => ({
    home: '/en',
    search: '/en/practices?q=caf%C3%A9&country=FI',
    nothing: '/en/practices?q=zzzz',
    sheet: `/de/practices/${made.cafe}`,
    hostile: `/en/practices/${made.harm}`,
    hostileMember: `/en/members/${made.otherId}`,
    hostileCard: '/en/practices?country=IT',
    versions: `/en/practices/${made.cafe}/versions`,
    figures: '/en/figures?by=country',
    crossed: '/en/figures?by=country&and=aim',
    members: '/en/members',
    member: `/en/members/${made.memberId}`,
    news: '/en/news',
    join: '/en/join',
    judging: '/fr/judging',
    ask: `/en/practices/${made.cafe}/question`,
    feedback: '/en/feedback?about=accessibility',
    legal: '/en/legal',
    accessibility: '/en/accessibility',
    missing: '/en/missing',
  });

  /** The workplaces, by who works there. */
  const workplaces = (): Readonly<Partial<Record<DemoPerson, Readonly<Record<string, string>>>>> => ({
    'Demo Editor': {
      ownHome: '/en',
      work: '/en/work',
      workPractices: '/en/work/practices',
      queue: `/en/work/practices?waitingFor=owner&status=draft&member=${made.memberId}`,
      returned: `/en/practices/${made.returned}?version=draft`,
      edit: `/en/work/practices/${made.returned}/edit`,
      begin: '/en/work/practices/new',
      colleagues: '/en/work/people',
      inviteColleague: '/en/work/people/new',
      translations: `/en/work/practices/${made.cafe}/translations`,
      translate: `/en/work/practices/${made.cafe}/translations/fr`,
      adoptions: '/en/work/adoptions',
      adopt: `/en/work/practices/${made.followed}/adoption/new`,
      adoption: `/en/work/practices/${made.harm}/adoptions/${made.adoption}`,
      outdated: '/en/work/practices?waitingFor=translator',
      submissions: '/en/work/submissions',
      integrations: '/en/work/integrations',
      newClient: '/en/work/integrations/clients/new',
      newWebhook: '/en/work/integrations/webhooks/new',
    },
    'Demo Secretary': {
      applications: '/en/work/applications',
      application: `/en/work/applications/${made.application}`,
      approve: `/en/work/applications/${made.application}/approve`,
      roster: '/en/work/members',
      seat: `/en/work/members/${made.otherId}`,
      suspend: `/en/work/members/${made.otherId}/suspension`,
      people: '/en/work/people',
      invite: `/en/work/people/new?member=${made.otherId}`,
      toDo: '/en/work/queue?assignedTo=all',
      review: `/en/work/practices/${made.submitted}/review`,
      hostileReview: `/en/work/practices/${made.hostileDraft}/review`,
      mergerOfWhat: `/en/work/practices/${made.harm}/merger?q=caf%C3%A9`,
      merger: `/en/work/practices/${made.harm}/merger?into=${made.cafe}`,
      withdrawal: `/en/work/practices/${made.harm}/withdrawal`,
    },
    'Demo Operator': {
      system: '/en/work/system',
      deadLetters: '/en/work/system/dead-letters',
      redrive: `/en/work/system/dead-letters/${made.letter}/redrive`,
      discard: `/en/work/system/dead-letters/${made.letter}/discard`,
      jobs: '/en/work/system/jobs',
      webhooks: '/en/work/system/webhooks',
    },
    'Demo Reviewer': {
      assessments: '/en/work/assessments',
      assessment: `/en/work/practices/${made.harm}/assessment`,
    },
  });

  async function signIn(page: Page, name: string): Promise<void> {
    await page.goto(`${system.url}/en`);
    if ((await page.locator('.account', { hasText: name }).count()) > 0) return;
    await page.context().clearCookies();
    await page.goto(`${system.url}/en`);
    await page.locator('.visitor a').last().click();
    await page.getByRole('button', { name }).click();
    await page.locator('.account').waitFor();
  }

  /** Each page and its name: first those for everyone, then the workplaces, signed in. */
  async function* each(page: Page): AsyncGenerator<[string, string]> {
    yield* Object.entries(paths());
    for (const [name, pages] of Object.entries(workplaces())) {
      await signIn(page, name);
      yield* Object.entries(pages);
    }
  }

  /** What is found on each page, with its name. */
  async function foundOnEach(page: Page, find: (page: Page) => Promise<readonly string[]>): Promise<string[]> {
    const found: string[] = [];
    for await (const [name, path] of each(page)) {
      await page.goto(system.url + path);
      found.push(...(await find(page)).map((what) => `${name}: ${what}`));
    }
    return found;
  }

  describe.each([true, false])('with JavaScript: %s', (javaScriptEnabled) => {
    it('lead from a search engine to a fact sheet, its chain, the figures and what is behind a number', async () => {
      const page = await browsing.open(`/practices/${made.cafe}`, { javaScriptEnabled });
      expect(new URL(page.url()).pathname).toBe(`/en/practices/${made.cafe}`);
      await expect(page.locator('h1').textContent()).resolves.toBe('Language café in libraries');
      await page.locator('.menu summary').click();
      await page.locator('.menu a[lang=de]').click();
      await page.waitForURL(/\/de\/practices\//);
      expect(await page.locator('html').getAttribute('lang')).toBe('de');
      await expect(page.locator('h1').textContent()).resolves.toBe('Sprachcafé in Bibliotheken');
      await page.locator('.chain a').first().click();
      await page.waitForURL((url) => !url.pathname.endsWith(made.cafe));
      await expect(page.locator('h1').textContent()).resolves.toBe('Café of Oulu');
      await page.locator('nav a[href="/de/figures"]').click();
      await page.locator('td a').first().click();
      await page.waitForURL(/\/de\/practices\?/);
      expect(await page.locator('.card').count()).toBeGreaterThan(0);
      await page.context().close();
    });

    it('narrow a search, and take a filter away again', async () => {
      const page = await browsing.open('/en/practices?q=caf%C3%A9', { javaScriptEnabled });
      await expect(page.locator('#found').textContent()).resolves.toBe('2 practices');
      await page.locator('#country-FI').check();
      if (!javaScriptEnabled) await page.locator('.facets button').last().click();
      await page.waitForURL(/country=FI/);
      await page.locator('.chip').first().click();
      await page.waitForURL((url) => !url.searchParams.has('country'));
      await page.context().close();
    });

    it('pass a question on to whoever answers for a practice, whose address is shown to nobody', async () => {
      const page = await browsing.open(`/en/practices/${made.cafe}`, { javaScriptEnabled });
      await page.getByRole('link', { name: 'Ask about this practice' }).click();
      await page.locator('#name').fill('Aino');
      await page.locator('#email').fill('aino at oulu');
      await page.locator('#question').fill('Who pays?\nAnd how much?');
      await page.locator('#consent').check();
      await page.getByRole('button', { name: 'Send the question' }).click();
      await page.locator('#email-fault').waitFor();
      expect(await page.locator('#question').inputValue()).toBe('Who pays?\nAnd how much?');
      if (javaScriptEnabled) expect(await violationsOf(page)).toEqual([]);
      const asker = `aino.${String(javaScriptEnabled)}@oulu.example`;
      await page.locator('#email').fill(asker);
      expect(await page.content()).not.toContain(contact.email);
      await page.getByRole('button', { name: 'Send the question' }).click();
      await page.waitForURL(/\/question\/sent$/);
      const isIt = isTo(contact.email);
      const mail = await eventually(async () =>
        (await mailFiles(system.dataDir)).find((one) => isIt(one) && one.replyTo?.[0]?.address === asker),
      );
      expect(mail.text).toContain('Who pays?\nAnd how much?');
      await page.context().close();
    });

    it('pass on what stands in somebody’s way, and say what happens next', async () => {
      const page = await browsing.open('/en/accessibility', { javaScriptEnabled });
      await page.getByRole('link', { name: 'Report a barrier' }).click();
      expect(await page.locator('#about').inputValue()).toBe('accessibility');
      const words = `The map is too small (${String(javaScriptEnabled)}).`;
      await page.locator('#message').fill(words);
      await page.getByRole('button', { name: 'Send' }).click();
      await page.waitForURL(/\/feedback\/sent$/);
      await page.getByRole('heading', { name: 'What happens next' }).waitFor();
      await eventually(async () =>
        (await mailFiles(system.dataDir)).some((mail) => isTo(SECRETARIAT)(mail) && mail.text?.includes(words)),
      );
      await page.context().close();
    });

    it('tell the news of one member, and of one kind', async () => {
      const page = await browsing.open(`/en/members/${made.otherId}`, { javaScriptEnabled });
      await page.getByRole('link', { name: 'News of this member' }).click();
      await page.locator('.feed li', { hasText: /Language café in libraries.*Adopted by/ }).waitFor();
      await page.locator('#about').selectOption('member.approved');
      await page.getByRole('button', { name: 'Show' }).click();
      await page.waitForURL(/about=member\.approved.*member=/);
      expect(await page.locator('.feed a').allTextContents()).toEqual([longestMember().name]);
      await page.context().close();
    });

    it('keep a search for somebody who has signed in, and forget it again', async () => {
      const page = await browsing.open('/en', { javaScriptEnabled });
      await signIn(page, 'Demo Secretary');
      await page.goto(`${system.url}/en/practices?q=caf%C3%A9&country=FI`);
      await page.getByRole('link', { name: 'Save this search' }).click();
      const name = `Cafés (${String(javaScriptEnabled)})`;
      await page.locator('#name').fill(name);
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByRole('link', { name }).click();
      await page.waitForURL(/q=caf.*country=FI|country=FI.*q=caf/);
      await page.goto(`${system.url}/en/searches`);
      if (javaScriptEnabled) expect(await violationsOf(page)).toEqual([]);
      await page.getByRole('button', { name: 'Delete the search' }).click();
      await page.locator('.notice').waitFor();
      await page.context().close();
    });

    it('show the members of one country from the map', async () => {
      const page = await browsing.open('/en/members', { javaScriptEnabled });
      await page.getByRole('link', { name: /^Finland: \d+ members$/ }).click();
      await page.waitForURL(/members\?country=FI/);
      expect(await page.locator('.directory li').count()).toBeGreaterThan(1);
      expect(await page.locator('#country').inputValue()).toBe('FI');
      await page.context().close();
    });

    it('take an application: nothing typed is lost, each fault stands at its field', async () => {
      const page = await browsing.open('/en/join', { javaScriptEnabled });
      await page.locator('#name').fill('City of Pori');
      await page.locator('#kind').selectOption('municipality');
      await page.locator('#website').fill('pori');
      await page.locator('#contact-name').fill('Office');
      await page.locator('#contact-email').fill('office@pori.example');
      await page.locator('#consent').check();
      await page.locator('form.stack button').click();
      await expect(page.locator('#country-fault').textContent()).resolves.toBe('Please fill this in.');
      await page.locator('#country').selectOption('FI');
      await page.locator('form.stack button').click();
      await page.locator('#website-fault').waitFor();
      expect(await page.locator('#name').inputValue()).toBe('City of Pori');
      if (javaScriptEnabled) expect(await violationsOf(page)).toEqual([]);
      await page.locator('#website').fill('https://www.pori.fi');
      await page.locator('form.stack button').click();
      await page.waitForURL(/\/join\/sent$/);
      await page.context().close();
    });
  });

  it.each([true, false])('show an editor what waits, and lead to it (JavaScript: %s)', async (javaScriptEnabled) => {
    const page = await browsing.open('/en', { javaScriptEnabled });
    await signIn(page, 'Demo Editor');
    const work = page.getByRole('region', { name: 'My work' });
    expect(await work.getByRole('link').allTextContents()).toEqual([
      '1 adoption to report on',
      '1 draft to complete and submit',
      '1 practice with changes requested',
    ]);
    await work.getByRole('link', { name: 'changes requested' }).click();
    await page.getByRole('link', { name: 'Returned' }).click();
    await page.locator('form.edit blockquote', { hasText: 'Sure?' }).waitFor();
    await page.goto(`${system.url}/en/work/practices`);
    expect(await page.getByRole('region', { name: 'Waiting for you' }).locator('.card').count()).toBe(2);
    const others = page.getByRole('region', { name: 'With the secretariat, or published' });
    expect(await others.locator('h3').allTextContents()).toEqual(['Submitted', 'Language café in libraries']);
    await page.context().close();
  });

  it('show the secretary what was submitted, and whose applications wait', async () => {
    const page = await browsing.open('/en');
    await signIn(page, 'Demo Secretary');
    await page.goto(`${system.url}/en/work`);
    await page.getByRole('link', { name: '1 practice to review' }).click();
    const waiting = await page.locator('ol h2').allTextContents();
    expect(waiting).toEqual(expect.arrayContaining([longestMember().name, 'Submitted']));
    await page.context().close();
  });

  it('sign a person in and out, and keep nothing of theirs for others', async () => {
    const page = await browsing.open('/en/figures');
    await page.locator('.visitor a').last().click();
    await page.getByRole('button', { name: 'Demo Secretary' }).click();
    await page.waitForURL(/\/en\/figures$/);
    const { headers } = await page.reload().then((response) => ({ headers: response!.headers() }));
    expect(headers['cache-control']).toBe('private, no-store');
    await page.locator('.account button').click();
    await page.getByRole('button', { name: 'Sign out' }).click(); // at the issuer
    await page.goto(`${system.url}/en`);
    expect(await page.locator('.account').count()).toBe(0);
    await page.context().close();
  });

  it('are searched, narrowed, read and followed by keyboard alone', async () => {
    const { page, reach, press } = await byKeyboard(browsing, '/en');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip');
    await press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('q');
    await page.keyboard.type('café');
    await press('Enter', /practices\?q=/);
    await reach('#country-FI');
    await page.keyboard.press('Space');
    await page.waitForURL(/country=FI/);
    await page.locator('[role=status]', { hasText: '2 practices' }).waitFor(); // said aloud
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('country-FI');
    await reach(`.card a[href$="${made.cafe}"]`);
    await press('Enter', /practices\/[\w-]+$/);
    await reach('.menu summary');
    await page.keyboard.press('Enter');
    await reach('.menu a[lang=de]');
    await press('Enter', /\/de\/practices\//);
    await reach('.chain a');
    await press('Enter', (url) => !url.pathname.endsWith(made.cafe));
    await reach('nav a[href="/de/figures"]');
    await press('Enter', /\/de\/figures$/);
    await reach('td a');
    await press('Enter', /\/de\/practices\?/);
    await reach('a[href^="/de/searches/new"]');
    await press('Enter', /\/people\//); // where demo people sign in
    await reach('button');
    await press('Enter', /\/de\/searches\/new/);
    await reach('#name');
    await page.keyboard.type('Kaffee');
    await press('Enter', /\/de\/searches$/);
    await reach('.account button');
    await page.context().close();
  }, 60_000);

  it('take an application by keyboard alone, and lead to what is to be mended', async () => {
    const { page, reach, press, fill } = await byKeyboard(browsing, '/en/join');
    await fill('name', 'City of Kotka');
    await fill('kind', 'Muni');
    await fill('website', 'kotka');
    await fill('contact-name', 'Office');
    await fill('contact-email', 'office@kotka.example');
    await reach('#consent');
    await page.keyboard.press('Space');
    await reach('form.stack button');
    await press('Enter', () => true);
    await page.locator('#country-fault').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert');
    await reach('a[href="#country"]');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('country');
    await page.keyboard.type('Finl');
    await fill('website', 'https://www.kotka.fi');
    await reach('form.stack button');
    await press('Enter', (url) => url.pathname.endsWith('/join/sent'));
    await page.context().close();
  }, 60_000);

  it('take a question and feedback by keyboard alone', async () => {
    const { page, reach, press, fill } = await byKeyboard(browsing, `/en/practices/${made.cafe}`);
    await reach('a[href$="/question"]');
    await press('Enter', /\/question$/);
    await fill('name', 'Aino');
    await fill('email', 'aino at kotka');
    await fill('question', 'Who opens the door?');
    await reach('#consent');
    await page.keyboard.press('Space');
    await reach('form.stack button');
    await page.keyboard.press('Enter');
    await page.locator('#email-fault').waitFor();
    await reach('a[href="#email"]');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ControlOrMeta+A');
    const asker = 'aino@kotka.example';
    await page.keyboard.type(asker);
    await reach('form.stack button');
    await press('Enter', (url) => url.pathname.endsWith('/question/sent'));
    await reach('a[href="/en/accessibility"]');
    await press('Enter', /\/accessibility$/);
    await reach('a[href^="/en/feedback"]');
    await press('Enter', /\/feedback/);
    const words = 'The keyboard is all I have.';
    await fill('message', words);
    await reach('form.stack button');
    await press('Enter', /\/feedback\/sent$/);
    const mails = await eventually(async () => {
      const all = await mailFiles(system.dataDir);
      const question = all.find((one) => isTo(contact.email)(one) && one.replyTo?.[0]?.address === asker);
      const feedback = all.find((one) => isTo(SECRETARIAT)(one) && one.text?.includes(words));
      return question && feedback && { question };
    });
    expect(mails.question.text).toContain('Who opens the door?');
    await page.context().close();
  }, 60_000);

  it('lose no control and no mark of what is current where the reader forces colours', async () => {
    const page = await browsing.open('/en', { forcedColors: 'active' });
    expect(await foundOnEach(page, lostIn)).toEqual([]);
    await page.context().close();
  }, 180_000);

  it('let the keyboard through each page, to every control and out again, with the focus in sight', async () => {
    const { page } = await byKeyboard(browsing, '/en');
    expect(await foundOnEach(page, walkedThrough)).toEqual([]);
    await page.context().close();
  }, 180_000);

  it.each(['light', 'dark'] as const)(
    'have no barrier that axe finds, in %s, at a desk and on a phone',
    async (colorScheme) => {
      const found: string[] = [];
      for (const width of [1280, 390]) {
        const page = await browsing.open('/en', { colorScheme, viewport: { width, height: 900 } });
        // The workplaces differ in the dark by nothing but their colours.
        const find = (page: Page) => violationsOf(page, colorScheme === 'dark' && page.url().includes('/work') ? ['color-contrast'] : undefined); // prettier-ignore
        found.push(...(await foundOnEach(page, find)).map((what) => `${width} px, ${what}`));
        await page.context().close();
      }
      expect(found).toEqual([]);
    },
    600_000,
  );

  it('fit a screen of 320 pixels, and type of twice the size, without scrolling sideways', async () => {
    const page = await browsing.open('/en', { viewport: { width: 320, height: 700 } });
    const tooWide: string[] = [];
    const check = async (name: string) => {
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (over > 0) tooWide.push(`${name}: ${over}`);
    };
    for await (const [name, path] of each(page)) {
      await page.goto(system.url + path);
      await check(name);
    }
    await page.setViewportSize({ width: 640, height: 900 });
    for await (const [name, path] of each(page)) {
      await page.goto(system.url + path);
      await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
      await check(`${name}, large`);
    }
    expect(tooWide).toEqual([]);
    await page.context().close();
  }, 180_000);

  it('are small, stand still while they load, and use seven sizes of type at most', async () => {
    const page: Page = await browsing.open('/en');
    await slowDown(page);
    const sizes = new Set<string>();
    for await (const [name, path] of each(page)) {
      const bytes = await bytesOf(page, system.url + path);
      if (!name.startsWith('hostile')) expect([name, bytes < MOST_BYTES ? 'small' : bytes]).toEqual([name, 'small']);
      expect([name, await shiftsOf(page)]).toEqual([name, []]);
      for (const size of (await stylesOf(page)).sizes) sizes.add(size);
    }
    expect([...sizes].length).toBeLessThanOrEqual(7);
    await page.context().close();
  }, 180_000);

  it('come to no harm by what the registry contains, wherever they show it', async () => {
    const page = await browsing.open(paths().hostile);
    expect(await page.title()).toContain('<script>');
    const data = await page.locator('script[type="application/ld+json"]').textContent();
    expect(JSON.parse(data!)).toMatchObject({ creator: { name: longest().organiser.name } });
    for await (const [name, path] of each(page)) {
      await page.goto(system.url + path);
      expect([name, await page.locator('main :is(script, img, b, i), head :is(b, i)').count()]).toEqual([name, 0]);
      const odd = await page.locator('a[href]:not([href^="/"], [href^="http"], [href^="#"], [href^="?"], [href^="mailto:"])').count(); // prettier-ignore
      expect([name, odd, (await page.title()) === 'taken']).toEqual([name, 0, false]);
      expect([name, await turnedIn(page)]).toEqual([name, []]);
    }
    await page.context().close();
  }, 180_000);

  it('name what a member has adopted, and lead there', async () => {
    const page = await browsing.open(`/de/members/${made.otherId}`);
    await page.getByRole('link', { name: 'Sprachcafé in Bibliotheken' }).click();
    await page.waitForURL(new RegExp(made.cafe));
    await page.getByRole('link', { name: 'Café of Oulu' }).first().click();
    await page.waitForURL((url) => !url.pathname.endsWith(made.cafe));
    await page.context().close();
  });

  it('are printed by keyboard', async () => {
    const { page, reach } = await byKeyboard(browsing, paths().sheet);
    await page.evaluate(() => (window.print = () => (document.title = 'printed')));
    await reach('[data-print]');
    await page.keyboard.press('Enter');
    expect(await page.title()).toBe('printed');
    await page.context().close();
    const still = await browsing.open(paths().sheet, { javaScriptEnabled: false });
    expect(await still.locator('[data-print]').isVisible()).toBe(false);
    await still.context().close();
  });

  it('print what is to be read, and not what is for the screen', async () => {
    const page = await browsing.open(paths().sheet);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const [name, path] of Object.entries(paths())) {
      await page.goto(system.url + path);
      expect([name, await page.locator('h1').isVisible()]).toEqual([name, true]);
      const controls = page.locator('nav, form, button, .button, input, select, textarea').filter({ visible: true });
      expect([name, await controls.allTextContents()]).toEqual([name, []]);
      const ground = await page.evaluate(() => getComputedStyle(document.body.parentElement!).backgroundColor);
      expect([name, ground]).toEqual([name, 'rgb(255, 255, 255)']);
      const unnamed = await page
        .locator('main a[href^=http]:visible')
        .evaluateAll((links) =>
          links.filter((link) => !getComputedStyle(link, '::after').content.includes((link as HTMLAnchorElement).href)),
        );
      expect([name, unnamed.length]).toEqual([name, 0]);
    }
    await page.context().close();
  }, 60_000);

  it('of things are found from their addresses in the API', async () => {
    const page = await browsing.open(`/v1/practices/${made.cafe}`);
    expect(new URL(page.url()).pathname).toBe(`/en/practices/${made.cafe}`);
    await page.context().close();
  });

  it('are listed for search engines', async () => {
    const robots = await (await fetch(`${system.url}/robots.txt`)).text();
    const [, map = ''] = /^Sitemap: (\S+)$/m.exec(robots) ?? [];
    const listed = await eventually(async () => {
      const index = await (await fetch(map)).text();
      const parts = [...index.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, part]) => part!.replaceAll('&amp;', '&'));
      const text = (await Promise.all(parts.map(async (part) => (await fetch(part)).text()))).join('');
      return text.includes(`/fr/practices/${made.cafe}</loc>`) && text;
    });
    expect(listed).toContain(`/it/members/${made.memberId}</loc>`);
    expect(listed).toContain('/pl/members</loc>');
  });
});

describe('the style sheet', () => {
  const css = readFileSync('apps/web/src/style/site.css', 'utf8');
  const rules = css.slice(css.indexOf('/* Ground */'));

  it('sets type, space and colour by its scales alone, and has one accent', () => {
    const sizes = [...rules.matchAll(/font-size: ([^;]+);/g)].map(([, size]) => size!);
    expect(sizes.filter((size) => !/^var\(--t-[a-z0-9]+\)$/.test(size))).toEqual([]);
    const spaces = [...rules.matchAll(/(?:margin|padding|gap)[a-z-]*: ([^;]+);/g)].map(([, space]) => space!);
    const odd = spaces.filter((space) => /\d(?:px|rem|em)/.test(space.replaceAll(/var\(--s\d\)/g, '')));
    expect(odd).toEqual([]);
    const colours = new Set([...css.matchAll(/--([a-z]+): #[\da-f]{6};/g)].map(([, name]) => name!));
    expect([...colours].filter((name) => name.startsWith('accent'))).toEqual(['accent']);
  });
});
