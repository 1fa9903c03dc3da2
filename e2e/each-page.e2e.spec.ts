import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeWithChromium, Opened } from '#testing';
import { byKeyboard, bytesOf, lostIn, shiftsOf, slowDown, stylesOf, turnedIn, walkedThrough } from './browsing.js';
import { longest, Shown } from './shown.js';

/** The most that a page and all it loads may take, compressed. */
const MOST_BYTES = 60_000;

await describeWithChromium('each page, in a browser', () => {
  const opened = new Opened();
  let shown: Shown;
  beforeAll(async () => {
    shown = await Shown.start(opened);
  }, 120_000);
  afterAll(() => opened.close(), 60_000);

  it('lose no control and no mark of what is current where the reader forces colours', async () => {
    const page = await shown.browsing.open('/en', { forcedColors: 'active' });
    expect(await shown.foundOnEach(page, lostIn)).toEqual([]);
    await page.context().close();
  }, 400_000);

  it('let the keyboard through each page, to every control and out again, with the focus in sight', async () => {
    const { page } = await byKeyboard(shown.browsing, '/en');
    expect(await shown.foundOnEach(page, walkedThrough)).toEqual([]);
    await page.context().close();
  }, 400_000);

  it('fit a screen of 320 pixels, and type of twice the size, without scrolling sideways', async () => {
    const page = await shown.browsing.open('/en', { viewport: { width: 320, height: 700 } });
    const tooWide: string[] = [];
    const check = async (name: string) => {
      const over = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (over > 0) tooWide.push(`${name}: ${over}`);
    };
    for await (const [name, path] of shown.each(page)) {
      await page.goto(shown.system.url + path);
      await check(name);
    }
    await page.setViewportSize({ width: 640, height: 900 });
    for await (const [name, path] of shown.each(page)) {
      await page.goto(shown.system.url + path);
      await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
      await check(`${name}, large`);
    }
    expect(tooWide).toEqual([]);
    await page.context().close();
  }, 400_000);

  it('are small, stand still while they load, and use seven sizes of type at most', async () => {
    const page: Page = await shown.browsing.open('/en');
    await slowDown(page);
    const sizes = new Set<string>();
    for await (const [name, path] of shown.each(page)) {
      const bytes = await bytesOf(page, shown.system.url + path);
      if (!name.startsWith('hostile')) expect([name, bytes < MOST_BYTES ? 'small' : bytes]).toEqual([name, 'small']);
      expect([name, await shiftsOf(page)]).toEqual([name, []]);
      for (const size of (await stylesOf(page)).sizes) sizes.add(size);
    }
    expect([...sizes].length).toBeLessThanOrEqual(7);
    await page.context().close();
  }, 400_000);

  it('come to no harm by what the registry contains, wherever they show it', async () => {
    const page = await shown.browsing.open(shown.paths().hostile);
    expect(await page.title()).toContain('<script>');
    const data = await page.locator('script[type="application/ld+json"]').textContent();
    expect(JSON.parse(data!)).toMatchObject({ creator: { name: longest().organiser.name } });
    for await (const [name, path] of shown.each(page)) {
      await page.goto(shown.system.url + path);
      expect([name, await page.locator('main :is(script, img, b, i), head :is(b, i)').count()]).toEqual([name, 0]);
      const odd = await page.locator('a[href]:not([href^="/"], [href^="http"], [href^="#"], [href^="?"], [href^="mailto:"])').count(); // prettier-ignore
      expect([name, odd, (await page.title()) === 'taken']).toEqual([name, 0, false]);
      expect([name, await turnedIn(page)]).toEqual([name, []]);
    }
    await page.context().close();
  }, 400_000);
});
