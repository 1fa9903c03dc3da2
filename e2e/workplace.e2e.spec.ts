import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeWithChromium, eventually, Opened } from '#testing';
import { startBrowsing, type Browsing } from './browsing.js';
import { completeSheet, System, withOneMember, type Client } from './system.js';
import { endSession, Worker } from './working.js';

await describeWithChromium('the workplace of a member’s editor, in a browser', () => {
  const opened = new Opened();
  let system: System;
  let browsing: Browsing;
  /** A program of the same member. */
  let city: Client;
  let steering: Client;
  beforeAll(async () => {
    system = await opened.add(System.start(), (one) => one.destroy());
    ({ city, steering } = await withOneMember(system));
    browsing = await opened.add(startBrowsing(system.url), (one) => one.close());
  }, 120_000);
  afterAll(() => opened.close(), 60_000);

  async function signedIn(javaScriptEnabled = true): Promise<Page> {
    const page = await browsing.open('/en', { javaScriptEnabled });
    await page.locator('.visitor a').last().click();
    await page.getByRole('button', { name: 'Demo Editor' }).click();
    await page.locator('.account').waitFor();
    return page;
  }
  const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
  const save = async (page: Page): Promise<void> => {
    await Promise.all([page.waitForEvent('load'), button(page, 'Save').click()]);
  };
  const make = async (sheet: object = completeSheet('Language café')): Promise<string> =>
    (await city.post('/v1/practices', sheet)).body.id as string;
  const read = async (id: string) => (await city.get(`/v1/practices/${id}?version=draft`)).body;
  const open = async (page: Page, id: string): Promise<void> => {
    await page.goto(`${system.url}/en/work/practices/${id}/edit`);
  };
  const faultsOn = (page: Page): Promise<string[]> =>
    page
      .locator('[aria-invalid], fieldset:has(> .error)')
      .evaluateAll((fields) => fields.map((field) => field.getAttribute('name') ?? field.id));

  describe.each([true, false])('with JavaScript: %s', (javaScriptEnabled) => {
    it('brings a practice to publication through a lost connection, an ended session, a second editor and a change request', async () => {
      const title = `Courses with${javaScriptEnabled ? '' : 'out'} scripts`;
      const editor = await Worker.signIn(browsing, system.url, 'Demo Editor', javaScriptEnabled);
      const { page } = editor;
      const context = page.context();
      await editor.follow(page.locator('.account a').first());
      await editor.follow(editor.link('My practices'));
      await editor.follow(editor.link('Describe a new practice'));
      await editor.write('#title', title);
      await editor.follow(editor.button('Begin'));
      const id = page.url().split('/').at(-2)!;
      await editor.write('#objectives-en', 'People find work.');
      await editor.write('#activities-en', 'Courses in the evening.');
      await editor.choose('#range', 'national');
      await editor.write('#period-start', '2024');
      await editor.click(page.locator('#targetGroups-women'));
      await editor.choose('#dimensions-0', 'cultural');
      await editor.click(page.locator('#aims-education'));
      await editor.click(page.locator('#funding-sources-eu'));

      await context.setOffline(true);
      await editor.click(editor.button('Save'));
      if (javaScriptEnabled) await page.locator('.save [role=status]', { hasText: 'no connection' }).waitFor();
      else await page.waitForURL(/^chrome-error:/);
      await context.setOffline(false);
      // Without scripts the browser keeps what was sent, and sends it again.
      if (javaScriptEnabled) await editor.follow(editor.button('Save'));
      else await page.reload();
      expect((await read(id)).factSheet.objectives).toEqual({ en: 'People find work.' });

      const signInAgain = await endSession(editor.page);
      await editor.write('#lessons-en', 'Mine.');
      await editor.follow(editor.button('Save'));
      await editor.link('Sign in').first().waitFor();
      await signInAgain();
      await editor.follow(editor.button('Save'));
      expect((await read(id)).factSheet.lessons).toEqual({ en: 'Mine.' });

      const { body, etag } = await city.get(`/v1/practices/${id}?version=draft`);
      const theirs = { ...body.factSheet, lessons: { en: 'Theirs.' } };
      const overwritten = await city.send('PUT', `/v1/practices/${id}`, {
        body: theirs,
        headers: { 'if-match': etag },
      });
      expect(overwritten.status).toBe(200);
      await editor.write('#lessons-en', 'Mine again.');
      await editor.follow(editor.button('Save'));
      expect(await page.locator('.field:has(#lessons-en) blockquote').textContent()).toBe('Theirs.');
      await editor.follow(editor.button('Save and submit to the secretariat'));
      const submitted = await city.get(`/v1/practices/${id}?version=draft`);
      expect(submitted.body).toMatchObject({ status: 'submitted', factSheet: { lessons: { en: 'Mine again.' } } });

      const items = [{ pointer: '/aims', comment: 'Only education?' }];
      const asked = await steering.post(
        `/v1/practices/${id}/change-request`,
        { items },
        { 'if-match': submitted.etag },
      );
      expect(asked.status).toBe(200);
      await editor.open('/work');
      await editor.follow(editor.link(/changes requested/));
      await editor.follow(editor.link(title));
      expect(await page.locator('#aims blockquote').textContent()).toBe('Only education?');
      await editor.write('#answer-1', 'Yes, by the law.');
      await editor.follow(page.locator('#aims .notice button'));
      await editor.follow(editor.button('Save and submit to the secretariat'));
      const again = await city.get(`/v1/practices/${id}?version=draft`);
      await steering.post(`/v1/practices/${id}/publication`, {}, { 'if-match': again.etag });
      await editor.open('/work/practices');
      const card = page.locator('.card', { hasText: title });
      expect(await card.locator('.tags').textContent()).toContain('Published');
      await editor.follow(card.getByRole('link'));
      expect(await page.locator('h1').textContent()).toBe(title);
      editor.tell(`A practice from its title to publication (JavaScript: ${javaScriptEnabled})`);
      await context.close();
    }, 60_000);

    it('takes a new fact sheet from its title to the secretariat; what publication needs is told at its field', async () => {
      const page = await signedIn(javaScriptEnabled);
      await page.goto(`${system.url}/en/work/practices`);
      await page.getByRole('link', { name: 'Describe a new practice' }).click();
      await button(page, 'Begin').click();
      expect(await faultsOn(page)).toEqual(['/title']);
      await page.fill('#title', 'Evening courses');
      await button(page, 'Begin').click();
      await page.waitForURL(/\/edit$/);
      const id = page.url().split('/').at(-2)!;
      expect((await read(id)).factSheet).toMatchObject({
        organiser: { name: 'City of Tampere', kind: 'city' },
        countries: ['FI'],
      });
      expect(await page.locator('.field:has(#objectives-en) .tag').textContent()).toBe('needed');
      await Promise.all([page.waitForEvent('load'), button(page, 'Save and submit to the secretariat').click()]);
      const { missing } = (await read(id)).completeness;
      expect(missing.length).toBeGreaterThan(5);
      expect(await page.locator('.error').count()).toBe(missing.length);
      await page.fill('#objectives-en', 'People find work.');
      await page.fill('#activities-en', 'Courses in the evening.');
      await page.selectOption('#range', 'national');
      await page.fill('#period-start', '9/2024');
      await page.check('#targetGroups-women');
      await page.selectOption('#dimensions-0', 'cultural');
      await page.check('#aims-education');
      await page.check('#funding-sources-eu');
      await page.fill('#indicators-0-name-en', 'courses');
      await page.fill('#indicators-0-value', '154');
      await Promise.all([page.waitForURL(/more=indicators$/), page.locator('#indicators > button').click()]);
      await page.locator('#indicators-1-name-en:focus').waitFor();
      expect(await page.locator('#countries-1').count()).toBe(0);
      await page.fill('#indicators-1-name-en', 'pupils');
      await Promise.all([page.waitForEvent('load'), button(page, 'Save and submit to the secretariat').click()]);
      expect(await page.locator('form.edit').count()).toBe(0);
      await page.locator('.notice[role=status]', { hasText: 'Submitted' }).waitFor();
      expect(await read(id)).toMatchObject({
        status: 'submitted',
        completeness: { percent: 100 },
        factSheet: {
          title: { en: 'Evening courses' },
          countries: ['FI'],
          period: { start: '2024-09' },
          indicators: [{ name: { en: 'courses' }, value: 154 }, { name: { en: 'pupils' } }],
        },
      });
    });

    it('saves what is sound, and keeps what is wrong on the page with its fault', async () => {
      const page = await signedIn(javaScriptEnabled);
      const id = await make();
      await open(page, id);
      const text = '  First line.\n"quoted" <b>&amp; tagged';
      await page.fill('#lessons-en', text);
      await page.fill('#links-0-url', 'javascript:alert(1)');
      await page.fill('#links-0-label', 'Report');
      await page.fill('#period-start', 'long ago');
      await save(page);
      expect(await faultsOn(page)).toEqual(['/period/start', '/links/0/url']);
      expect(await page.inputValue('#lessons-en')).toBe(text.trim());
      expect(await page.inputValue('#links-0-label')).toBe('Report');
      expect(await page.inputValue('#period-start')).toBe('long ago');
      expect((await read(id)).factSheet.lessons).toEqual({ en: text.trim() });
      expect((await read(id)).factSheet.links).toBeUndefined();
      expect(await page.locator('.save [role=status]').textContent()).toMatch(
        /except .*: Began and Further reading\.$/,
      );
      await page.locator('[role=alert] a').last().click();
      expect(await page.locator('#links-0-url').evaluate((field) => field.matches(':focus'))).toBe(true);
      await page.fill('#links-0-url', 'https://example.org/');
      await page.fill('#period-start', '2019');
      await save(page);
      expect((await read(id)).factSheet).toMatchObject({ lessons: { en: text.trim() }, links: [{ label: 'Report' }] });
    });

    it('shows what another has saved at the field that both changed, and takes all else of both', async () => {
      const page = await signedIn(javaScriptEnabled);
      const id = await make({
        ...completeSheet('Shared'),
        lessons: { en: 'Old.' },
        notes: { en: 'Old.', de: 'Alt.' },
      });
      await open(page, id);
      await page.fill('#lessons-en', 'Mine.');
      await page.fill('#outcomes-en', 'Mine too.');
      const { body, etag } = await city.get(`/v1/practices/${id}`);
      const factSheet = { ...body.factSheet, lessons: { en: 'Theirs.' }, notes: { en: 'New.', de: 'Neu.' } };
      expect(
        (await city.send('PUT', `/v1/practices/${id}`, { body: factSheet, headers: { 'if-match': etag } })).status,
      ).toBe(200);
      await save(page);
      expect(await page.locator('.field:has(#lessons-en) blockquote').textContent()).toBe('Theirs.');
      expect(await page.locator('.field blockquote').count()).toBe(1);
      expect(await page.inputValue('#lessons-en')).toBe('Mine.');
      expect(await page.inputValue('#notes-en')).toBe('New.');
      expect((await read(id)).factSheet.lessons).toEqual({ en: 'Theirs.' });
      await save(page);
      expect((await read(id)).factSheet).toMatchObject({
        lessons: { en: 'Mine.' },
        outcomes: { en: 'Mine too.' },
        notes: { en: 'New.', de: 'Neu.' },
      });
    });

    it('saves on Enter in a field, and takes money and months as people say them', async () => {
      const page = await signedIn(javaScriptEnabled);
      const id = await make();
      await open(page, id);
      await page.fill('[name="/period/start"]', 'September 2019');
      await page.fill('[name="/funding/amounts/0/amount"]', '18 500');
      await page.fill('[name="/funding/amounts/0/currency"]', 'Euro');
      await Promise.all([page.waitForEvent('load'), page.locator('[name="/place/name"]').press('Enter')]);
      expect(new URL(page.url()).search).toBe('?saved=1'); // nothing was added to a list
      const { factSheet } = await read(id);
      expect(factSheet.period.start).toBe('2019-09');
      expect(factSheet.funding.amounts[0]).toMatchObject({ amount: '18500', currency: 'EUR' });
    });

    it('is submitted from its preview as it is shown there, and not when another has changed it meanwhile', async () => {
      const page = await signedIn(javaScriptEnabled);
      const id = await make();
      const preview = `${system.url}/en/practices/${id}?version=draft`;
      const submit = () => Promise.all([page.waitForEvent('load'), button(page, 'Submit to the secretariat').click()]);
      await page.goto(preview);
      const { body, etag } = await city.get(`/v1/practices/${id}?version=draft`);
      const factSheet = { ...body.factSheet, lessons: { en: 'Theirs.' } };
      await city.send('PUT', `/v1/practices/${id}`, { body: factSheet, headers: { 'if-match': etag } });
      await submit();
      await page.locator('[role=alert]', { hasText: 'not submitted' }).waitFor();
      await page.getByText('Theirs.').waitFor();
      expect((await read(id)).status).toBe('draft');
      await submit();
      await page.locator('.notice[role=status]', { hasText: 'Submitted' }).waitFor();
      expect((await read(id)).status).toBe('submitted');
    });

    it('tells from its preview what it still needs to be submitted', async () => {
      const page = await signedIn(javaScriptEnabled);
      const id = await make({ ...completeSheet('Unfinished'), aims: undefined });
      await page.goto(`${system.url}/en/practices/${id}?version=draft`);
      await Promise.all([page.waitForEvent('load'), button(page, 'Submit to the secretariat').click()]);
      expect(await faultsOn(page)).toEqual(['aims']);
      await page.check('#aims-education');
      await Promise.all([page.waitForEvent('load'), button(page, 'Save and submit to the secretariat').click()]);
      expect((await read(id)).status).toBe('submitted');
    });

    it('tells on a phone, too, how far it is, and leads into another language', async () => {
      const page = await signedIn(javaScriptEnabled);
      await page.setViewportSize({ width: 390, height: 800 });
      const id = await make();
      await city.post(`/v1/practices/${id}/submission`, {}, { 'if-match': '"1"' });
      await page.goto(`${system.url}/en/work`);
      await page
        .locator('.card', { has: page.locator(`a[href*="${id}"]`) })
        .getByText('Submitted')
        .waitFor();
      await page.locator('.menu summary').click();
      expect((await page.locator('.menu ul').boundingBox())!.x).toBeGreaterThanOrEqual(0);
      await page.locator('.menu a[lang=de]').click();
      await page.waitForURL(/\/de\/work$/);
    });

    it('stands beside its parts, and has most of the room', async () => {
      const page = await signedIn(javaScriptEnabled);
      await open(page, await make());
      const boxOf = async (css: string) => (await page.locator(css).boundingBox())!;
      const [parts, title] = [await boxOf('nav[aria-labelledby=parts]'), await boxOf('#title-en')];
      expect(parts.x + parts.width).toBeLessThan(title.x);
      expect(title.width).toBeGreaterThan((await boxOf('form.edit')).width / 2);
    });

    it('keeps on the page what was typed by somebody who has been signed out meanwhile', async () => {
      const page = await signedIn(javaScriptEnabled);
      const id = await make();
      await open(page, id);
      await page.fill('#lessons-en', 'Typed for an hour.');
      const signInAgain = await endSession(page);
      await save(page);
      expect(await page.inputValue('#lessons-en')).toBe('Typed for an hour.');
      await signInAgain();
      await save(page);
      expect((await read(id)).factSheet.lessons).toEqual({ en: 'Typed for an hour.' });
    });

    it('shows a requested change at its field, and takes an answer in words', async () => {
      const page = await signedIn(javaScriptEnabled);
      const id = await make();
      const submitted = await city.post(`/v1/practices/${id}/submission`, {}, { 'if-match': '"1"' });
      const items = [
        { pointer: '/title/en', comment: 'Which café?' },
        { pointer: '/aims', comment: 'Sure?' },
      ];
      await steering.post(`/v1/practices/${id}/change-request`, { items }, { 'if-match': submitted.etag });
      await open(page, id);
      expect(await page.locator('.field:has(#title-en) blockquote').textContent()).toBe('Which café?');
      expect(await page.locator('#aims blockquote').textContent()).toBe('Sure?');
      const asked = page.getByRole('region', { name: 'The secretariat asks:' }); // at the top
      expect(await asked.getByRole('link').evaluateAll((all) => all.map((one) => one.getAttribute('href')))).toEqual(['#title-en', '#aims']); // prettier-ignore
      await page.fill('#title-en', 'Language café in libraries');
      await page.fill('#answer-2', 'Yes, by the law.');
      await Promise.all([page.waitForEvent('load'), page.locator('#aims .notice button').click()]);
      expect(await read(id)).toMatchObject({
        factSheet: { title: { en: 'Language café in libraries' } },
        changeRequest: [{ state: 'answered' }, { state: 'answered', answer: 'Yes, by the law.' }],
      });
    });
  });

  it('saves while somebody writes, in one step of the history', async () => {
    const page = await signedIn();
    const id = await make();
    await open(page, id);
    for (const words of ['One.', 'One. Two.']) {
      await page.fill('#lessons-en', words);
      await eventually(async () => (await read(id)).factSheet.lessons?.en === words, 20_000);
    }
    await save(page);
    const { items } = (await city.get(`/v1/practices/${id}/history`)).body;
    expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(['revise', 'draft']);
  });

  it('tells while somebody writes what is saved, what is wrong and what is still missing', async () => {
    const page = await signedIn();
    const sheet = { ...completeSheet('Unfinished'), aims: undefined };
    const id = await make(sheet);
    await open(page, id);
    const state = page.locator('.save [role=status]');
    await page.fill('#lessons-en', 'Sound.');
    await page.fill('#period-start', 'long ago');
    await state.filter({ hasText: 'except' }).waitFor();
    expect((await read(id)).factSheet.lessons).toEqual({ en: 'Sound.' });
    // Nobody is told that a field is wrong while they write in it.
    expect(await faultsOn(page)).toEqual([]);
    await page.check('#aims-education');
    await page.locator('#period-start-fault').waitFor();
    expect(await faultsOn(page)).toEqual(['/period/start']);
    expect(await page.locator('[data-follows=missing] a').evaluateAll((all) => all.map((one) => one.getAttribute('href')))).toEqual(['#period-start']); // prettier-ignore
    expect(await page.inputValue('#period-start')).toBe('long ago');
    await page.fill('#period-start', '9/2019');
    await page.focus('#lessons-en');
    await page.locator('#period-start-fault').waitFor({ state: 'detached' });
    expect(await read(id)).toMatchObject({ factSheet: { period: { start: '2019-09' }, aims: ['education'] } });
  });

  it('shows a preview of what is saved, never of less than was typed', async () => {
    const page = await signedIn();
    const id = await make();
    await open(page, id);
    await page.fill('#lessons-en', 'Just typed.');
    await Promise.all([page.waitForURL(/version=draft/), button(page, 'Save and preview').click()]);
    await page.getByText('Just typed.').waitFor();
  });

  it('opens a version beside the published one, which everyone keeps seeing until the next is published', async () => {
    const page = await signedIn();
    const id = await make();
    const submitted = await city.post(`/v1/practices/${id}/submission`, {}, { 'if-match': '"1"' });
    await steering.post(`/v1/practices/${id}/publication`, {}, { 'if-match': submitted.etag });
    await open(page, id);
    await page.fill('#title-en', 'A better title');
    await save(page);
    expect((await read(id)).factSheet.title).toEqual({ en: 'A better title' });
    await page.goto(`${system.url}/en/practices/${id}`);
    expect(await page.locator('h1').textContent()).toBe('Language café');
  });

  it('saves a fact sheet with the longest lists that the registry takes, and loses nothing of them', async () => {
    const page = await signedIn();
    const indicators = Array.from({ length: 200 }, (_, n) => ({
      name: { en: `Courses ${n}`, fi: `Kurssi ${n}` },
      value: n,
    }));
    const partners = Array.from({ length: 500 }, (_, n) => ({ name: `Partner ${n}`, kind: 'ngos' }));
    const id = await make({ ...completeSheet('Long'), indicators, partners });
    await open(page, id);
    await page.fill('#title-en', 'Longer');
    await page.fill('#partners-499-name', 'The last');
    await save(page);
    const saved = (await read(id)).factSheet;
    expect(saved).toMatchObject({ title: { en: 'Longer' }, indicators });
    expect(saved.partners).toEqual([...partners.slice(0, 499), { name: 'The last', kind: 'ngos' }]);
  });

  it('is not for the editor of another member, nor for somebody who has not signed in', async () => {
    const page = await signedIn();
    const own = (await steering.post('/v1/practices', completeSheet('Of the secretariat'))).body.id as string;
    await open(page, own);
    expect(await page.locator('form.edit').count()).toBe(0);
    const stranger = await browsing.open('/en');
    await stranger.goto(`${system.url}/en/work/practices/${await make()}/edit`);
    expect(await stranger.locator('form.edit').count()).toBe(0);
  });
});
