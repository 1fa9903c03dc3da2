import { afterAll, beforeAll, expect, it } from '@jest/globals';
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

  it.each([
    ['light', 'at a desk', 1280],
    ['light', 'on a phone', 390],
    ['dark', 'at a desk', 1280],
    ['dark', 'on a phone', 390],
  ] as const)(
    'has no barrier that axe finds, in %s, %s',
    async (colorScheme, _, width) => {
      const page = await shown.browsing.open('/en', { colorScheme, viewport: { width, height: 900 } });
      // In the dark a page differs by nothing but its colours.
      const rules = colorScheme === 'dark' ? ['color-contrast', 'link-in-text-block'] : undefined;
      expect(await shown.foundOnEach(page, (one) => violationsOf(one, rules))).toEqual([]);
      await page.context().close();
    },
    400_000,
  );
});
