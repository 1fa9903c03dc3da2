import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeWithChromium, eventually, Opened } from '#testing';
import { startBrowsing, type Browsing } from './browsing.js';
import {
  admit,
  completeSheet,
  publish,
  published,
  receiver,
  System,
  untilMayWrite,
  withOneMember,
  type Client,
} from './system.js';
import { endSession, Worker } from './working.js';

await describeWithChromium('the work of a member’s editor, in a browser', () => {
  const opened = new Opened();
  let system: System;
  let browsing: Browsing;
  /** A program of the same member, and one of another. */
  let city: Client;
  let other: Client;
  let steering: Client;
  /** Where webhooks lead: one for each way of browsing, which is away in the end. */
  let hooks: Awaited<ReturnType<typeof receiver>>[];
  beforeAll(async () => {
    hooks = [];
    for (let n = 0; n < 2; n += 1) hooks.push(await opened.add(receiver(), (one) => one.close()));
    const allowed = hooks.map(({ allow }) => allow).join(',');
    system = await opened.add(System.start({ LRA_WEBHOOK_ALLOW: allowed }), (one) => one.destroy());
    const made = await withOneMember(system);
    ({ city, steering } = made);
    const memberId = await admit(system, steering, 'City of Oulu');
    other = await made.admin.makeClient({ name: 'oulu', roles: ['member-editor'], memberId });
    await untilMayWrite(other);
    browsing = await opened.add(startBrowsing(system.url), (one) => one.close());
  }, 120_000);
  afterAll(() => opened.close(), 60_000);

  const signIn = (javaScriptEnabled = true) => Worker.signIn(browsing, system.url, 'Demo Editor', javaScriptEnabled);
  const sheet = { ...completeSheet('Language café'), lessons: { en: 'Begin with the parents.' } };
  const publishedBy = (by = city) => published(sheet, by, steering);
  const republish = async (id: string, more: object): Promise<void> => {
    const { etag } = await city.get(`/v1/practices/${id}`);
    await city.send('PUT', `/v1/practices/${id}`, { body: { ...sheet, ...more }, headers: { 'if-match': etag } });
    await publish(id, city, steering);
  };

  describe.each([true, false])('translations, with JavaScript: %s', (javaScriptEnabled) => {
    let worker: Worker;
    beforeAll(async () => {
      worker = await signIn(javaScriptEnabled);
    });
    afterAll(() => worker.page.context().close());
    const textsOf = async (id: string): Promise<Record<string, { text: string; stale: boolean; translation: string }>> => {
      const { body } = await city.get(`/v1/practices/${id}/translations/de`);
      return Object.fromEntries((body.texts as { pointer: string }[]).map(({ pointer, ...text }) => [pointer, text])) as never;
    }; // prettier-ignore
    const put = async (id: string, body: object): Promise<void> => {
      const { etag } = await city.get(`/v1/practices/${id}`);
      const done = await city.send('PUT', `/v1/practices/${id}/translations/de`, { body, headers: { 'if-match': etag } }); // prettier-ignore
      if (done.status !== 200) throw new Error(JSON.stringify(done.body));
    };
    const save = (worker: Worker) => worker.follow(worker.button('Save'));

    it('are written beside the original, and lead from the fact sheet to the list of languages and back', async () => {
      const id = await publishedBy();
      await worker.open(`/practices/${id}`);
      await worker.follow(worker.link('Translations'));
      await worker.follow(worker.link('German'));
      expect(await worker.page.locator('.change:has(#lessons) .text').textContent()).toBe('Begin with the parents.');
      await worker.write('#title', 'Sprachcafé');
      await worker.write('#lessons', 'Mit den Eltern beginnen.');
      await save(worker);
      worker.tell(`To translate a practice (two texts), JavaScript ${javaScriptEnabled}`);
      expect(await worker.page.locator('[role=status]').first().textContent()).toBe('The translation is saved.');
      expect(await textsOf(id)).toMatchObject({ '/title': { text: 'Sprachcafé' }, '/lessons': { translation: 'human' } });
      await worker.open(`/work/practices/${id}/translations`);
      expect(await worker.page.locator('main li.panel').textContent()).toMatch(/German.*2 texts by people.*missing/);
    }); // prettier-ignore

    it('mark what has changed in the original at its field; what nobody has compared stays marked', async () => {
      const id = await publishedBy();
      await put(id, { title: 'Sprachcafé', lessons: 'Mit den Eltern beginnen.' });
      await republish(id, { title: { en: 'Language café at noon' }, lessons: { en: 'Begin with the children.' } });
      await worker.open(`/work/practices/${id}/translations/de`);
      const { page } = worker;
      expect(await page.locator('.change:has(.notice) :is(input, textarea)[name^="/"]').evaluateAll((all) => all.map(({ id: at }) => at))).toEqual(['title', 'lessons']);
      expect(await page.locator('.change:has(#lessons) ins').textContent()).toBe('children');
      await page.locator('.change:has(#lessons) summary').click();
      expect(await page.locator('.change:has(#lessons) del').textContent()).toBe('parents');
      await worker.write('#title', 'Sprachcafé am Mittag');
      await save(worker);
      expect(await textsOf(id)).toMatchObject({ '/title': { stale: false }, '/lessons': { stale: true } });
      await worker.click(page.getByRole('checkbox'));
      await save(worker);
      expect(await textsOf(id)).toMatchObject({ '/lessons': { text: 'Mit den Eltern beginnen.', stale: false } });
    }); // prettier-ignore

    it('show field by field what another has translated at the same time, and lose nothing that was typed', async () => {
      const id = await publishedBy();
      await worker.open(`/work/practices/${id}/translations/de`);
      await worker.write('#title', 'Mein Café');
      await worker.write('#lessons', 'Meines.');
      await put(id, { title: 'Ihr Café', objectives: 'Ihres.' });
      await save(worker);
      const { page } = worker;
      expect(await page.locator('.change:has(#title) blockquote').textContent()).toBe('Ihr Café');
      expect(await page.locator('blockquote').count()).toBe(1);
      expect([await page.inputValue('#title'), await page.inputValue('#lessons'), await page.inputValue('#objectives')]).toEqual(['Mein Café', 'Meines.', 'Ihres.']);
      expect(await textsOf(id)).toMatchObject({ '/title': { text: 'Ihr Café' } });
      await save(worker);
      expect(await textsOf(id)).toMatchObject({
        '/title': { text: 'Mein Café' }, '/lessons': { text: 'Meines.' }, '/objectives': { text: 'Ihres.' },
      });
    }); // prettier-ignore

    it('keep on the page what was typed by somebody who has been signed out meanwhile', async () => {
      const id = await publishedBy();
      await worker.open(`/work/practices/${id}/translations/de`);
      await worker.write('#lessons', 'Eine Stunde lang getippt.');
      const signInAgain = await endSession(worker.page);
      await save(worker);
      expect(await worker.page.inputValue('#lessons')).toBe('Eine Stunde lang getippt.');
      await signInAgain();
      await save(worker);
      expect(await textsOf(id)).toMatchObject({ '/lessons': { text: 'Eine Stunde lang getippt.' } });
    });

    it('are saved also where the network has no machine for what is missing, and say so', async () => {
      const id = await publishedBy();
      await worker.open(`/work/practices/${id}/translations/de`);
      await worker.write('#title', 'Sprachcafé');
      await worker.follow(worker.button('Save, and have a machine suggest what is missing'));
      expect(await worker.page.locator('[role=alert]').textContent()).toContain('no translation machine');
      expect(await textsOf(id)).toMatchObject({ '/title': { text: 'Sprachcafé' } });
    });

    it('of another member’s practice are not written', async () => {
      const id = await publishedBy(other);
      for (const path of ['translations', 'translations/de']) {
        await worker.open(`/work/practices/${id}/${path}`);
        expect(await worker.page.locator('main form[method=post], #into').count()).toBe(0);
      }
      const headers = { origin: system.url };
      const form = { '/title': 'Fremd', was: '{}' };
      const sent = await worker.page.request.post(`${system.url}/en/work/practices/${id}/translations/de`, { headers, form });
      expect(sent.status()).toBe(403);
      await worker.open(`/practices/${id}`);
      expect(await worker.link('Translations').count()).toBe(0);
    }); // prettier-ignore
  });

  describe.each([true, false])('programs and webhooks, with JavaScript: %s', (javaScriptEnabled) => {
    let worker: Worker;
    beforeAll(async () => {
      worker = await signIn(javaScriptEnabled);
    });
    afterAll(() => worker.page.context().close());
    const said = (what: string) => worker.page.locator(what).allTextContents();
    /** Follows, and checks that what has a secret is kept nowhere. */
    const secretsAfter = async (button: string): Promise<string[]> => {
      const [answer] = await Promise.all([
        worker.page.waitForResponse((one) => one.request().method() === 'POST'),
        worker.follow(worker.button(button)),
      ]);
      expect(answer.headers()['cache-control']).toContain('no-store');
      const secrets = await said('.notice code');
      expect(worker.page.url()).not.toContain(encodeURIComponent(secrets.at(-1)!));
      return secrets;
    };
    const works = async (clientId: string, clientSecret: string): Promise<boolean> =>
      system.client({ clientId, clientSecret }).then(() => true, () => false); // prettier-ignore

    it('shows the secret of a program once, renews it, and ends its access', async () => {
      const name = `Registry ${javaScriptEnabled}`;
      await worker.open('/work/integrations');
      await worker.follow(worker.link('Give a program access'));
      await worker.write('#name', name);
      const [id = '', secret = ''] = await secretsAfter('Give a program access');
      expect(await works(id, secret)).toBe(true);
      await worker.open('/work/integrations');
      expect(await worker.page.content()).not.toContain(secret);
      expect(system.output).not.toContain(secret);
      await worker.follow(worker.link(`New secret for ${name}`));
      const [, renewed = ''] = await secretsAfter('Make a new secret');
      expect([await works(id, secret), await works(id, renewed)]).toEqual([false, true]);
      await worker.open('/work/integrations');
      await worker.follow(worker.link(`Remove the access of ${name}`));
      await worker.follow(worker.button('Remove'));
      expect(await said('[role=status]')).toEqual(['The access is removed.']);
      expect(await works(id, renewed)).toBe(false);
    });

    it('makes a webhook, and shows what its receiver says to a test, also when it refuses or is away; a redelivery arrives', async () => {
      const hook = hooks[javaScriptEnabled ? 0 : 1]!;
      const { page } = worker;
      [worker.clicks, worker.keys] = [0, 0];
      await worker.open('/work/integrations');
      await worker.follow(worker.link('Add a webhook'));
      await worker.write('#channel-url', hook.url);
      const [secret = ''] = await secretsAfter('Add a webhook');
      expect(secret).toMatch(/^whsec_/);
      await worker.follow(worker.link('To the webhook'));
      expect(await page.content()).not.toContain(secret);
      await eventually(async () => {
        await page.reload();
        return (await worker.button('Send a test').count()) === 1;
      }, 20_000);
      await worker.follow(worker.button('Send a test'));
      worker.tell(`To make a webhook and test it, JavaScript ${javaScriptEnabled}`);
      expect(await said('.notice h2')).toEqual(['The receiver accepted the test']);
      expect(await said('.notice p')).toEqual([expect.stringMatching(/^status 204 after \d+ ms$/)]);
      expect(hook.deliveries.map(({ event }) => event.type)).toEqual(['eu.lra-network.subscription.test.v1']);
      hook.respond(500);
      await worker.follow(worker.button('Send a test'));
      expect(await said('.notice :is(h2, p)')).toEqual([
        'The receiver did not accept the test', expect.stringContaining('status 500'), 'A status from 200 to 299 was expected.',
      ]);
      hook.respond(204);
      const id = await publishedBy();
      const sent = () => hook.deliveries.filter(({ event }) => event.subject === id);
      await eventually(() => sent().length === 1, 20_000);
      await eventually(async () => {
        await page.goto(page.url());
        return (await page.locator('.tag', { hasText: 'Delivered' }).count()) > 0;
      }, 20_000);
      await worker.follow(page.getByRole('button', { name: /^Send again: eu.lra-network.practice.published/ }).first());
      await eventually(() => sent().length === 2, 20_000);
      expect(new Set(sent().map(({ headers }) => headers['webhook-id'])).size).toBe(1);
      await hook.close();
      await worker.follow(worker.button('Send a test'));
      expect(await said('.notice h2')).toEqual(['The receiver did not respond']);
      await worker.follow(worker.button('Pause'));
      await worker.follow(worker.link('Remove'));
      await worker.follow(worker.button('Remove'));
      expect(await said('[role=status]')).toEqual(['The webhook is removed.']);
    }); // prettier-ignore

    it('tells of each submission what became of it, and at which field it was refused', async () => {
      const [good, bad] = [`good-${javaScriptEnabled}`, `bad-${javaScriptEnabled}`];
      const submit = (externalId: string, factSheet: object) =>
        city.post('/v1/submissions', { externalId, sourceVersion: 1, factSheet });
      await submit(good, completeSheet('From our system'));
      await submit(bad, { ...completeSheet('Without aims'), aims: [] });
      await eventually(async () => {
        await worker.open('/work');
        return (await worker.link(/submissions? of your system/).count()) === 1;
      }, 30_000);
      await worker.follow(worker.link(/submissions? of your system/));
      const one = worker.page.locator('li.panel', { hasText: bad });
      expect(await one.textContent()).toMatch(/Refused.*Aim.*\/factSheet\/aims/);
      expect(await worker.page.locator('li.panel', { hasText: good }).count()).toBe(0);
      await worker.follow(worker.link('All'));
      const accepted = worker.page.locator('li.panel', { hasText: good });
      await worker.follow(accepted.getByRole('link', { name: 'To the practice' }));
      expect(await said('h1')).toEqual(['From our system']);
    });

    it('neither shows nor changes what other members have', async () => {
      const { body: client } = await other.post('/v1/clients', { name: 'theirs', roles: ['member-editor'], memberId: (await other.get('/v1/me')).body.memberId });
      const { body: webhook } = await other.post('/v1/subscriptions', { channel: { type: 'webhook', url: hooks[0]!.url }, filter: {}, frequency: 'immediate' });
      await other.post('/v1/submissions', { externalId: 'theirs-1', sourceVersion: 1, factSheet: completeSheet('Theirs') });
      for (const path of ['/work/integrations', '/work/submissions']) {
        await worker.open(path);
        for (const theirs of [client.clientId, webhook.id, 'theirs']) expect(await worker.page.content()).not.toContain(theirs);
      }
      const steps: [string, object][] = [
        [`clients/${client.clientId}/rotation`, {}],
        [`clients/${client.clientId}/removal`, {}],
        [`webhooks/${webhook.id}/removal`, {}],
        ...['test', 'pause', 'recovery'].map((step): [string, object] => [`webhooks/${webhook.id}`, { step }]),
      ];
      for (const [path, form] of steps) {
        const address = `${system.url}/en/work/integrations/${path}`;
        const seen = await worker.page.request.get(address);
        const done = await worker.page.request.post(address, { headers: { origin: system.url }, form: form as Record<string, string> });
        expect([path, seen.status(), done.status()]).toEqual([path, 404, 404]);
      }
      expect((await other.get(`/v1/subscriptions/${webhook.id}`)).status).toBe(200);
    }); // prettier-ignore
  });
});
