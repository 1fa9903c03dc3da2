import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeWithChromium, Opened } from '#testing';
import { violationsOf } from './browsing.js';
import { Shown } from './shown.js';

await describeWithChromium('each page, in a browser', () => {
  const opened = new Opened();
  let shown: Shown;
  beforeAll(async () => {
    shown = await Shown.start(opened);
  }, 120_000);
  afterAll(() => opened.close(), 60_000);

  /** In the dark a page differs by nothing but its colours. */
  const looks = [
    { colorScheme: 'light', width: 1280 },
    { colorScheme: 'light', width: 390 },
    { colorScheme: 'dark', width: 390, rules: ['color-contrast', 'link-in-text-block'] },
    { colorScheme: 'dark', width: 1280, rules: ['color-contrast', 'link-in-text-block'] },
  ] as const;

  it('has no barrier that axe finds, in light and in dark, at a desk and on a phone', async () => {
    const page = await shown.browsing.open('/en');
    const faultsOf = async (one: Page): Promise<string[]> => {
      const faults: string[] = [];
      for (const { colorScheme, width, ...only } of looks) {
        await one.emulateMedia({ colorScheme });
        await one.setViewportSize({ width, height: 900 });
        const found = await violationsOf(one, 'rules' in only ? [...only.rules] : undefined);
        faults.push(...found.map((fault) => `${colorScheme}, ${width}: ${fault}`));
      }
      return faults;
    };
    expect(await shown.foundOnEach(page, faultsOf)).toEqual([]);
    await page.context().close();
  }, 900_000);
});
