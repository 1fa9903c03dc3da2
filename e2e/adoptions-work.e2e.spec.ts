import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeWithChromium, Opened } from '#testing';
import { startBrowsing, type Browsing } from './browsing.js';
import {
  admit,
  completeSheet,
  publish,
  published,
  System,
  untilMayWrite,
  withOneMember,
  type Client,
} from './system.js';
import { endSession, Worker } from './working.js';

await describeWithChromium('the adoptions of a member, in a browser', () => {
  const opened = new Opened();
  let system: System;
  let browsing: Browsing;
  /** A program of the editor's member: what it does, a colleague does. */
  let city: Client;
  let other: Client;
  let steering: Client;
  let memberId: string;
  beforeAll(async () => {
    system = await opened.add(System.start(), (one) => one.destroy());
    const made = await withOneMember(system);
    ({ city, steering, memberId } = made);
    const otherId = await admit(system, steering, 'City of Oulu');
    other = await made.admin.makeClient({ name: 'oulu', roles: ['member-editor'], memberId: otherId });
    await untilMayWrite(other);
    browsing = await opened.add(startBrowsing(system.url), (one) => one.close());
  }, 120_000);
  afterAll(() => opened.close(), 60_000);

  const adoptionOf = async (practice: string) =>
    (await city.get(`/v1/adoptions?member=${memberId}&practice=${practice}`)).body.items[0];
  const changedByColleague = async (practice: string, body: object): Promise<void> => {
    const path = `/v1/practices/${practice}/adoptions/${(await adoptionOf(practice)).id}`;
    const { etag } = await city.get(path);
    const done = await city.send('PUT', path, { body, headers: { 'if-match': etag } });
    if (done.status !== 200) throw new Error(JSON.stringify(done.body));
  };

  describe.each([true, false])('with JavaScript: %s', (javaScriptEnabled) => {
    let worker: Worker;
    beforeAll(async () => {
      worker = await Worker.signIn(browsing, system.url, 'Demo Editor', javaScriptEnabled);
    });
    afterAll(() => worker.page.context().close());
    const alert = () => worker.page.locator('[role=alert]').first().textContent();
    const check = (status: string) => worker.click(worker.page.locator(`#status-${status}`));

    it('are recorded from the practice, with a fault mended and after an ended session, changed beside a colleague, and seen by everyone', async () => {
      const own = await published(completeSheet(`Evening café ${javaScriptEnabled}`), city, steering);
      const id = await published(completeSheet('Language café'), other, steering);
      const { page } = worker;
      [worker.clicks, worker.keys] = [0, 0];
      await worker.open(`/practices/${id}`);
      await worker.follow(worker.link('We adopt this'));
      await worker.write('#changes', 'In the evening.\nWith a crèche.');
      await worker.write('#links-0-url', 'not an address');
      await worker.follow(worker.button('Record the adoption'));
      const faults = page.locator('[role=alert] a');
      expect(await faults.evaluateAll((all) => all.map((one) => one.getAttribute('href')))).toEqual(['#status']);
      await check('under-way');
      await worker.follow(worker.button('Record the adoption'));
      expect(await page.locator('#links-0-url-fault').count()).toBe(1);
      await worker.write('#links-0-url', 'www.tampere.fi/cafe');
      const signInAgain = await endSession(worker.page);
      await worker.follow(worker.button('Record the adoption'));
      expect(await alert()).toMatch(/sign in/i);
      expect(await page.inputValue('#changes')).toBe('In the evening.\nWith a crèche.');
      expect(await page.locator('#status-under-way').isChecked()).toBe(true);
      expect(await adoptionOf(id)).toBeUndefined();
      await signInAgain();
      await worker.follow(worker.button('Record the adoption'));
      worker.tell(`To record an adoption, with two faults and an ended session, JavaScript ${javaScriptEnabled}`);
      expect(await page.locator('[role=status]').first().textContent()).toBe('The adoption is recorded, and shown with the practice.'); // prettier-ignore
      expect(await adoptionOf(id)).toMatchObject({
        status: 'under-way', changes: { en: 'In the evening.\nWith a crèche.' }, links: [{ url: 'https://www.tampere.fi/cafe' }],
      });

      // Months later, beside a colleague.
      [worker.clicks, worker.keys] = [0, 0];
      await worker.open(`/practices/${id}`);
      await worker.follow(worker.link('Your adoption: Under way'));
      await worker.write('#result', 'Forty people come.');
      await worker.write('#funding', 'By the city.');
      await worker.choose('#ownPracticeId', own);
      const { changes, links } = await adoptionOf(id);
      await changedByColleague(id, { status: 'completed', changes, links, funding: { en: 'Half by the EU.' }, evidence: { en: 'A survey.' } });
      await worker.follow(worker.button('Save'));
      expect(await page.locator('[role=alert] li').allTextContents()).toEqual(['How it is funded']);
      expect(await page.locator('blockquote').allTextContents()).toEqual(['Half by the EU.']);
      expect([await page.inputValue('#funding'), await page.inputValue('#result'), await page.inputValue('#evidence')]).toEqual([
        'By the city.', 'Forty people come.', 'A survey.',
      ]);
      await worker.write('#funding', 'By the city and the EU.');
      await worker.follow(worker.button('Save'));
      worker.tell(`To report the result, beside a colleague, JavaScript ${javaScriptEnabled}`);
      expect(await adoptionOf(id)).toMatchObject({
        status: 'completed', changes, links, funding: { en: 'By the city and the EU.' }, result: { en: 'Forty people come.' },
        evidence: { en: 'A survey.' }, ownPracticeId: own,
      });
      await worker.follow(worker.link('To the practice'));
      expect(await worker.link('Your adoption: Completed').count()).toBe(1);
      const reader = await browsing.open(`/en/practices/${id}`, { javaScriptEnabled });
      const shown = reader.locator('.chain > li').last();
      expect(await shown.textContent()).toMatch(/City of Tampere.*Completed.*Evening café.*By the city and the EU\..*Forty people come\./s);
      await reader.context().close();
    }, 60_000); // prettier-ignore

    it('that a colleague has recorded meanwhile take in what was typed, and nothing of either is lost', async () => {
      const id = await published(completeSheet('Two at once'), other, steering);
      const { page } = worker;
      await worker.open(`/work/practices/${id}/adoption/new`);
      await check('planned');
      await worker.write('#changes', 'Mine.');
      await worker.write('#result', 'None yet.');
      const theirs = { status: 'under-way', changes: { en: 'Theirs.' }, funding: { en: 'Theirs.' } };
      expect((await city.post(`/v1/practices/${id}/adoptions`, theirs)).status).toBe(201);
      await worker.follow(worker.button('Record the adoption'));
      expect(await alert()).toContain('A colleague has recorded this adoption meanwhile.');
      expect(await page.locator('blockquote').allTextContents()).toEqual(['Under way', 'Theirs.']);
      expect(await page.inputValue('#funding')).toBe('Theirs.');
      await worker.follow(worker.button('Save'));
      expect(await adoptionOf(id)).toMatchObject({
        status: 'planned', changes: { en: 'Mine.' }, funding: { en: 'Theirs.' }, result: { en: 'None yet.' },
      });
      await worker.open(`/work/practices/${id}/adoption/new`);
      expect(new URL(page.url()).pathname).toMatch(/\/adoptions\/[-\w]+$/);
    }); // prettier-ignore

    it('keep what is written in other languages, each shown by itself, and room for further links', async () => {
      const id = await published(completeSheet('In two languages'), other, steering);
      await city.post(`/v1/practices/${id}/adoptions`, {
        status: 'planned',
        changes: { fi: 'Iltaisin', sv: 'På kvällen' },
      });
      const { page } = worker;
      await worker.open(`/work/practices/${id}/adoptions/${(await adoptionOf(id)).id}`);
      expect([await page.inputValue('#language'), await page.inputValue('#changes')]).toEqual(['fi', 'Iltaisin']);
      await worker.write('#changes', 'Illalla');
      await worker.write('#links-0-url', 'https://www.tampere.fi/');
      await worker.follow(worker.button('Save and add another'));
      expect(await page.locator('#links-1-url').count()).toBe(1);
      await worker.follow(worker.link('Swedish'));
      await worker.choose('#language', 'nl');
      await worker.write('#changes', 'In de avond');
      await worker.follow(worker.button('Save'));
      expect(await page.inputValue('#changes')).toBe('In de avond');
      expect((await adoptionOf(id)).changes).toEqual({ fi: 'Illalla', nl: 'In de avond' });
    });

    it('stay on the page where they can no longer be saved, and refuse what did not come of them', async () => {
      const [id, gone] = [
        await published(completeSheet('Circle'), other, steering),
        await published(completeSheet('Gone'), other, steering),
      ];
      const source = await published(completeSheet(`Source ${javaScriptEnabled}`), city, steering);
      const back = await other.post(`/v1/practices/${source}/adoptions`, { status: 'completed', ownPracticeId: id });
      expect(back.status).toBe(201);
      const { page } = worker;
      await worker.open(`/work/practices/${id}/adoption/new`);
      await check('planned');
      await worker.choose('#ownPracticeId', source);
      await worker.follow(worker.button('Record the adoption'));
      expect(await page.locator('#ownPracticeId-fault').textContent()).toMatch(/^Please choose another one/);
      await worker.open(`/work/practices/${gone}/adoption/new`);
      await check('planned');
      await worker.write('#changes', 'Typed for an hour.');
      const { etag } = await other.get(`/v1/practices/${gone}`);
      await other.post(`/v1/practices/${gone}/withdrawal`, { reason: 'Over.' }, { 'if-match': etag });
      await worker.follow(worker.button('Record the adoption'));
      expect(await alert()).toContain('no longer published');
      expect(await page.inputValue('#changes')).toBe('Typed for an hour.');
    });

    it('that wait for a report, and practices with an outdated translation, are counted in “My work” and lead to exactly these', async () => {
      const id = await published(completeSheet(`Without a result ${javaScriptEnabled}`), other, steering);
      await city.post(`/v1/practices/${id}/adoptions`, { status: 'completed' });
      const own = await published(completeSheet(`Translated ${javaScriptEnabled}`), city, steering);
      const translated = await city.get(`/v1/practices/${own}`);
      const headers = { 'if-match': translated.etag };
      await city.send('PUT', `/v1/practices/${own}/translations/de`, { body: { title: 'Übersetzt' }, headers });
      const sheet = { ...completeSheet(`Renamed ${javaScriptEnabled}`) };
      const { etag } = await city.get(`/v1/practices/${own}`);
      await city.send('PUT', `/v1/practices/${own}`, { body: sheet, headers: { 'if-match': etag } });
      await publish(own, city, steering);
      const { page } = worker;
      const titles = () => page.locator('main .card h3').allTextContents();

      [worker.clicks, worker.keys] = [0, 0];
      await worker.open('/work');
      await worker.follow(worker.link('1 adoption to report on'));
      expect(await titles()).toEqual([`Without a result ${javaScriptEnabled}`]);
      await worker.follow(worker.link(/^Without a result/));
      await worker.write('#result', 'It works.');
      await worker.follow(worker.button('Save'));
      worker.tell(`To report what was asked for, JavaScript ${javaScriptEnabled}`);
      await worker.open('/work/adoptions');
      expect((await titles())[0]).toBe(`Without a result ${javaScriptEnabled}`);
      expect(await page.getByRole('region', { name: 'To report' }).locator('.card').count()).toBe(0);

      await worker.open('/work');
      expect(await worker.link(/to report on/).count()).toBe(0);
      await worker.follow(worker.link('1 practice with an outdated translation'));
      expect(await titles()).toEqual([`Renamed ${javaScriptEnabled}`]);
      await worker.follow(worker.link(/^Renamed/));
      await worker.follow(worker.link('German'));
      await worker.write('#title', 'Umbenannt');
      await worker.follow(worker.button('Save'));
      await worker.open('/work');
      expect(await worker.link(/outdated translation/).count()).toBe(0);
    });

    it('are neither offered nor taken for an own practice, nor from others', async () => {
      const [own, foreign] = [await published(completeSheet('Own'), city, steering), await published(completeSheet('Foreign'), other, steering)];
      await worker.open(`/practices/${own}`);
      expect(await worker.link(/adopt/i).count()).toBe(0);
      const back = await other.post(`/v1/practices/${own}/adoptions`, { status: 'planned' });
      const addresses = [`${own}/adoption/new`, `${own}/adoptions/${back.body.id}`];
      for (const path of addresses) {
        const answer = await worker.page.goto(`${system.url}/en/work/practices/${path}`);
        expect([path, answer?.status()]).toEqual([path, 403]);
        const form = { '/status': 'planned', '/language': 'en', in: 'en', was: '{}' };
        const sent = await worker.page.request.post(`${system.url}/en/work/practices/${path}`, { headers: { origin: system.url }, form });
        expect([path, sent.status() >= 400]).toEqual([path, true]);
      }
      expect((await other.get(`/v1/practices/${own}/adoptions`)).body.items).toMatchObject([{ status: 'planned' }]);
      const reader = await browsing.open(`/en/practices/${foreign}`, { javaScriptEnabled });
      expect(await reader.getByRole('link', { name: 'We adopt this' }).count()).toBe(0);
      await reader.context().close();
    }); // prettier-ignore
  });
});
