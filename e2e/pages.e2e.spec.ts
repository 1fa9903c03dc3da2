import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeWithChromium, eventually, isTo, mailFiles, Opened } from '#testing';
import { pageLanguages } from '../apps/web/src/words/words.js';
import { byKeyboard, violationsOf } from './browsing.js';
import { contact, longestMember, SECRETARIAT, Shown } from './shown.js';

await describeWithChromium('the pages, in a browser', () => {
  const opened = new Opened();
  let shown: Shown;
  beforeAll(async () => {
    shown = await Shown.start(opened);
  }, 120_000);
  afterAll(() => opened.close(), 60_000);

  describe.each([true, false])('with JavaScript: %s', (javaScriptEnabled) => {
    it('lead from a search engine to a fact sheet, its chain, the figures and what is behind a number', async () => {
      const page = await shown.browsing.open(`/practices/${shown.made.cafe}`, { javaScriptEnabled });
      expect(new URL(page.url()).pathname).toBe(`/en/practices/${shown.made.cafe}`);
      await expect(page.locator('h1').textContent()).resolves.toBe('Language café in libraries');
      await page.locator('.menu summary').click();
      await page.locator('.menu a[lang=de]').click();
      await page.waitForURL(/\/de\/practices\//);
      expect(await page.locator('html').getAttribute('lang')).toBe('de');
      await expect(page.locator('h1').textContent()).resolves.toBe('Sprachcafé in Bibliotheken');
      await page.locator('.chain a').first().click();
      await page.waitForURL((url) => !url.pathname.endsWith(shown.made.cafe));
      await expect(page.locator('h1').textContent()).resolves.toBe('Café of Oulu');
      await page.locator('nav a[href="/de/figures"]').click();
      await page.locator('td a').first().click();
      await page.waitForURL(/\/de\/practices\?/);
      expect(await page.locator('.card').count()).toBeGreaterThan(0);
      await page.context().close();
    });

    it.each([320, 390, 640, 800, 1280])(
      'have a menu of languages within the screen, at %i pixels, in every language',
      async (width) => {
        const page = await shown.browsing.open('/en', { javaScriptEnabled, viewport: { width, height: 700 } });
        for (const lang of pageLanguages) {
          await page.goto(`${shown.system.url}/${lang}`);
          await page.locator('.menu summary').click();
          const { x, width: room } = (await page.locator('.menu ul').boundingBox())!;
          expect([lang, x >= 0, x + room <= width]).toEqual([lang, true, true]);
        }
        await page.context().close();
      },
    );

    it('narrow a search, and take a filter away again', async () => {
      const page = await shown.browsing.open('/en/practices?q=caf%C3%A9', { javaScriptEnabled });
      await expect(page.locator('#found').textContent()).resolves.toBe('2 practices');
      await page.locator('#country-FI').check();
      if (!javaScriptEnabled) await page.locator('.facets button').last().click();
      await page.waitForURL(/country=FI/);
      await page.locator('.chip').first().click();
      await page.waitForURL((url) => !url.searchParams.has('country'));
      await page.context().close();
    });

    it('pass a question on to whoever answers for a practice, whose address is shown to nobody', async () => {
      const page = await shown.browsing.open(`/en/practices/${shown.made.cafe}`, { javaScriptEnabled });
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
        (await mailFiles(shown.system.dataDir)).find((one) => isIt(one) && one.replyTo?.[0]?.address === asker),
      );
      expect(mail.text).toContain('Who pays?\nAnd how much?');
      await page.context().close();
    });

    it('pass on what stands in somebody’s way, and say what happens next', async () => {
      const page = await shown.browsing.open('/en/accessibility', { javaScriptEnabled });
      await page.getByRole('link', { name: 'Report a barrier' }).click();
      expect(await page.locator('#about').inputValue()).toBe('accessibility');
      const words = `The map is too small (${String(javaScriptEnabled)}).`;
      await page.locator('#message').fill(words);
      await page.getByRole('button', { name: 'Send' }).click();
      await page.waitForURL(/\/feedback\/sent$/);
      await page.getByRole('heading', { name: 'What happens next' }).waitFor();
      await eventually(async () =>
        (await mailFiles(shown.system.dataDir)).some((mail) => isTo(SECRETARIAT)(mail) && mail.text?.includes(words)),
      );
      await page.context().close();
    });

    it('tell the news of one member, and of one kind', async () => {
      const page = await shown.browsing.open(`/en/members/${shown.made.otherId}`, { javaScriptEnabled });
      await page.getByRole('link', { name: 'News of this member' }).click();
      await page.locator('.feed li', { hasText: /Language café in libraries.*Adopted by/ }).waitFor();
      await page.locator('#about').selectOption('member.approved');
      await page.getByRole('button', { name: 'Show' }).click();
      await page.waitForURL(/about=member\.approved.*member=/);
      expect(await page.locator('.feed a').allTextContents()).toEqual([longestMember().name]);
      await page.context().close();
    });

    it('keep a search for somebody who has signed in, and forget it again', async () => {
      const page = await shown.browsing.open('/en', { javaScriptEnabled });
      await shown.signIn(page, 'Demo Secretary');
      await page.goto(`${shown.system.url}/en/practices?q=caf%C3%A9&country=FI`);
      await page.getByRole('link', { name: 'Save this search' }).click();
      const name = `Cafés (${String(javaScriptEnabled)})`;
      await page.locator('#name').fill(name);
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByRole('link', { name, exact: true }).click();
      await page.waitForURL(/q=caf.*country=FI|country=FI.*q=caf/);
      await page.goto(`${shown.system.url}/en/searches`);
      if (javaScriptEnabled) expect(await violationsOf(page)).toEqual([]);
      await page.getByRole('button', { name: 'Delete the search' }).click();
      await page.locator('.notice').waitFor();
      await page.context().close();
    });

    it('show the members of one country from the map', async () => {
      const page = await shown.browsing.open('/en/members', { javaScriptEnabled });
      await page.getByRole('link', { name: /^Finland: \d+ members$/ }).click();
      await page.waitForURL(/members\?country=FI/);
      expect(await page.locator('.directory li').count()).toBeGreaterThan(1);
      expect(await page.locator('#country').inputValue()).toBe('FI');
      await page.context().close();
    });

    it('take an application: nothing typed is lost, each fault stands at its field', async () => {
      const page = await shown.browsing.open('/en/join', { javaScriptEnabled });
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
    const page = await shown.browsing.open('/en', { javaScriptEnabled });
    await shown.signIn(page, 'Demo Editor');
    const work = page.getByRole('region', { name: 'My work' });
    expect(await work.getByRole('link').allTextContents()).toEqual([
      '1 adoption to report on',
      '1 draft to complete and submit',
      '1 practice with changes requested',
    ]);
    await work.getByRole('link', { name: 'changes requested' }).click();
    await page.getByRole('link', { name: 'Returned' }).click();
    await page.locator('form.edit blockquote', { hasText: 'Sure?' }).waitFor();
    await page.goto(`${shown.system.url}/en/work/practices`);
    expect(await page.getByRole('region', { name: 'Waiting for you' }).locator('.card').count()).toBe(2);
    const others = page.getByRole('region', { name: 'With the secretariat, or published' });
    expect(await others.locator('h3').allTextContents()).toEqual(['Submitted', 'Language café in libraries']);
    await page.context().close();
  });

  it('show the secretary what was submitted, and whose applications wait', async () => {
    const page = await shown.browsing.open('/en');
    await shown.signIn(page, 'Demo Secretary');
    await page.goto(`${shown.system.url}/en/work`);
    await page.getByRole('link', { name: '1 practice to review' }).click();
    const waiting = await page.locator('ol h2').allTextContents();
    expect(waiting).toEqual(expect.arrayContaining([longestMember().name, 'Submitted']));
    await page.context().close();
  });

  it('sign a person in and out, and keep nothing of theirs for others', async () => {
    const page = await shown.browsing.open('/en/figures');
    await page.locator('.visitor a').last().click();
    await page.getByRole('button', { name: 'Demo Secretary' }).click();
    await page.waitForURL(/\/en\/figures$/);
    const { headers } = await page.reload().then((response) => ({ headers: response!.headers() }));
    expect(headers['cache-control']).toBe('private, no-store');
    await page.locator('.account button').click();
    await page.getByRole('button', { name: 'Sign out' }).click(); // at the issuer
    await page.goto(`${shown.system.url}/en`);
    expect(await page.locator('.account').count()).toBe(0);
    await page.context().close();
  });

  it('are searched, narrowed, read and followed by keyboard alone', async () => {
    const { page, reach, press } = await byKeyboard(shown.browsing, '/en');
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
    await reach(`.card a[href$="${shown.made.cafe}"]`);
    await press('Enter', /practices\/[\w-]+$/);
    await reach('.menu summary');
    await page.keyboard.press('Enter');
    await reach('.menu a[lang=de]');
    await press('Enter', /\/de\/practices\//);
    await reach('.chain a');
    await press('Enter', (url) => !url.pathname.endsWith(shown.made.cafe));
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
    const { page, reach, press, fill } = await byKeyboard(shown.browsing, '/en/join');
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
    const { page, reach, press, fill } = await byKeyboard(shown.browsing, `/en/practices/${shown.made.cafe}`);
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
      const all = await mailFiles(shown.system.dataDir);
      const question = all.find((one) => isTo(contact.email)(one) && one.replyTo?.[0]?.address === asker);
      const feedback = all.find((one) => isTo(SECRETARIAT)(one) && one.text?.includes(words));
      return question && feedback && { question };
    });
    expect(mails.question.text).toContain('Who opens the door?');
    await page.context().close();
  }, 60_000);

  it('name what a member has adopted, and lead there', async () => {
    const page = await shown.browsing.open(`/de/members/${shown.made.otherId}`);
    await page.getByRole('link', { name: 'Sprachcafé in Bibliotheken' }).click();
    await page.waitForURL(new RegExp(shown.made.cafe));
    await page.getByRole('link', { name: 'Café of Oulu' }).first().click();
    await page.waitForURL((url) => !url.pathname.endsWith(shown.made.cafe));
    await page.context().close();
  });

  it('are printed by keyboard', async () => {
    const { page, reach } = await byKeyboard(shown.browsing, shown.paths().sheet);
    await page.evaluate(() => (window.print = () => (document.title = 'printed')));
    await reach('[data-print]');
    await page.keyboard.press('Enter');
    expect(await page.title()).toBe('printed');
    await page.context().close();
    const still = await shown.browsing.open(shown.paths().sheet, { javaScriptEnabled: false });
    expect(await still.locator('[data-print]').isVisible()).toBe(false);
    await still.context().close();
  });

  it('print what is to be read, and not what is for the screen', async () => {
    const page = await shown.browsing.open(shown.paths().sheet);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const [name, path] of Object.entries(shown.paths())) {
      await page.goto(shown.system.url + path);
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
    const page = await shown.browsing.open(`/v1/practices/${shown.made.cafe}`);
    expect(new URL(page.url()).pathname).toBe(`/en/practices/${shown.made.cafe}`);
    await page.context().close();
  });

  it('are listed for search engines', async () => {
    const robots = await (await fetch(`${shown.system.url}/robots.txt`)).text();
    const [, map = ''] = /^Sitemap: (\S+)$/m.exec(robots) ?? [];
    const listed = await eventually(async () => {
      const index = await (await fetch(map)).text();
      const parts = [...index.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, part]) => part!.replaceAll('&amp;', '&'));
      const text = (await Promise.all(parts.map(async (part) => (await fetch(part)).text()))).join('');
      return text.includes(`/fr/practices/${shown.made.cafe}</loc>`) && text;
    });
    expect(listed).toContain(`/it/members/${shown.made.memberId}</loc>`);
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
