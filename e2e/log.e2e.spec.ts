import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeWithChromium, Opened } from '#testing';
import { startBrowsing, type Browsing } from './browsing.js';
import { admit, completeSheet, System, withOneMember, type Client } from './system.js';
import { Worker, type DemoPerson } from './working.js';

await describeWithChromium('who did what, in a browser', () => {
  const opened = new Opened();
  let system: System;
  let browsing: Browsing;
  let admin: Client;
  let steering: Client;
  let city: Client;
  beforeAll(async () => {
    system = await opened.add(System.start(), (one) => one.destroy());
    ({ admin, steering, city } = await withOneMember(system));
    browsing = await opened.add(startBrowsing(system.url), (one) => one.close());
  }, 120_000);
  afterAll(() => opened.close(), 60_000);

  const signIn = (name: DemoPerson, javaScriptEnabled = true): Promise<Worker> =>
    Worker.signIn(browsing, system.url, name, javaScriptEnabled);
  const linesOn = ({ page }: Worker): Promise<string[]> => page.locator('main .feed > li').allInnerTexts();
  const submitted = async (title: string): Promise<string> => {
    const made = await city.post('/v1/practices', completeSheet(title));
    await city.post(`/v1/practices/${made.body.id}/submission`, {}, { 'if-match': made.etag });
    return made.body.id as string;
  };

  describe.each([true, false])('with JavaScript: %s', (javaScriptEnabled) => {
    it('a secretary finds what they have published and suspended, with their name and the reason, and is led there', async () => {
      const [title, name] = [`Café ${javaScriptEnabled}`, `City of Lahti ${javaScriptEnabled}`];
      const id = await submitted(title);
      const memberId = await admit(system, steering, name);
      const secretary = await signIn('Demo Secretary', javaScriptEnabled);
      await secretary.open(`/work/practices/${id}/review`);
      await secretary.follow(secretary.button('Publish').first());
      await secretary.open(`/work/members/${memberId}/suspension`);
      await secretary.write('#reason', 'It does not <b>answer</b>.');
      await secretary.follow(secretary.button('Suspend'));

      await secretary.open('/work');
      await secretary.follow(secretary.link('Who did what'));
      const [published, sent] = await linesOn(secretary);
      expect(published).toMatch(new RegExp(`^Published · ${title}\\s.*Demo Secretary$`, 's'));
      expect(sent).toMatch(new RegExp(`^Submitted for review · ${title}\\s.* city$`, 's'));
      await secretary.follow(secretary.link('Members and applications'));
      const [suspended, admitted] = await linesOn(secretary);
      expect(suspended).toMatch(
        new RegExp(`^Membership suspended · ${name}\\s+It does not <b>answer</b>\\.\\s.*Demo Secretary$`, 's'),
      );
      expect(admitted).toMatch(new RegExp(`^Application approved: admitted · ${name}\\s.*secretariat$`, 's'));
      await secretary.follow(secretary.link(name).first());
      expect(new URL(secretary.page.url()).pathname).toBe(`/en/work/members/${memberId}`);
    });

    it('the list is narrowed to one person and to days, and read on page by page', async () => {
      const secretary = await signIn('Demo Secretary', javaScriptEnabled);
      for (let n = 0; n < 30; n += 1) await submitted(`Many ${n}`);
      await secretary.open('/work/log');
      expect(await linesOn(secretary)).toHaveLength(50);
      await secretary.follow(secretary.page.getByRole('link', { name: 'Only what city did' }).first());
      expect(await secretary.page.locator('#by option:checked').textContent()).toBe('city');
      expect(new Set((await linesOn(secretary)).map((line) => /\S+$/.exec(line)?.[0]))).toEqual(new Set(['city']));
      await secretary.follow(secretary.page.locator('[rel=next]'));
      const further = await linesOn(secretary);
      expect(further.length).toBeGreaterThan(5);
      expect(new Set(further.map((line) => /\S+$/.exec(line)?.[0]))).toEqual(new Set(['city']));
      await secretary.page.fill('#since', '2999-01-01');
      await secretary.follow(secretary.button('Show'));
      expect(await linesOn(secretary)).toEqual([]);
      expect(await secretary.page.locator('#by option:checked').textContent()).toBe('city');
      await secretary.page.fill('#since', '');
      await secretary.choose('#by', '');
      await secretary.follow(secretary.button('Show'));
      expect(await linesOn(secretary)).toHaveLength(50);
    });
  });

  it('names nobody who was erased, and shows no id in their place', async () => {
    const operator = await signIn('Demo Operator');
    const persons = (await admin.get('/v1/persons?limit=100')).body.items as { id: string; name: string }[];
    const { id } = persons.find(({ name }) => name === 'Demo Secretary')!;
    expect((await admin.send('DELETE', `/v1/persons/${id}`)).status).toBe(204);
    await operator.open(`/work/log?about=members&by=${id}`);
    const lines = await linesOn(operator);
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatch(/somebody who has left$/);
    const said = await operator.page.locator('main').innerText();
    expect(said).not.toContain('Demo Secretary');
    expect(said).not.toContain(id);
  });

  it('is for nobody but the secretariat and the operator', async () => {
    for (const name of ['Demo Editor', 'Demo Reviewer', 'Demo Official'] as const) {
      const worker = await signIn(name);
      await worker.open('/work');
      expect(await worker.link('Who did what').count()).toBe(0);
      expect((await worker.page.request.get(`${system.url}/en/work/log`)).status()).toBe(403);
    }
  });
});
