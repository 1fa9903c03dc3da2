import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { startChromium } from '#testing';

/** A browser. Each page is opened as by a new visitor. */
export async function startBrowsing(url: string) {
  const browser = await startChromium();
  return {
    async open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
      const context = await browser.newContext({ locale: 'en-GB', ...options });
      const page = await context.newPage();
      await page.goto(url + path);
      return page;
    },
    close: () => browser.close(),
  };
}

export type Browsing = Awaited<ReturnType<typeof startBrowsing>>;

/** What axe finds wrong, one line each; by all its rules, or by these. */
export async function violationsOf(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}

/** Makes the browser as slow as an old phone: what a fast one has whole at once, this one shows in pieces. */
export async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
}

/** Bytes that a page and all it loads take on their way, compressed. */
export async function bytesOf(page: Page, url: string): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(url, { waitUntil: 'networkidle' });
  return bytes;
}

/** What moved by itself while the page was made, one line each (the shifts that Cumulative Layout Shift adds up). */
export const shiftsOf = (page: Page): Promise<string[]> =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        interface Shift extends PerformanceEntry {
          sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
        }
        const at = ({ x, y, width, height }: DOMRectReadOnly) => `${x}, ${y} (${width} × ${height})`;
        const shifts: string[] = [];
        new PerformanceObserver((list) => {
          for (const { sources } of list.getEntries() as Shift[]) {
            for (const { node, previousRect, currentRect } of sources) {
              const what = node instanceof Element ? node.outerHTML : (node?.textContent ?? 'something');
              shifts.push(`from ${at(previousRect)} to ${at(currentRect)}: ${what.slice(0, 80)}`);
            }
          }
        }).observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(shifts)));
      }),
  );

/** The sizes of type, colours of accent and gaps that a page really uses. */
export const stylesOf = (page: Page): Promise<{ sizes: string[] }> =>
  page.evaluate(() => {
    const shown = [...document.body.querySelectorAll('*')].filter(
      (element) => element.textContent.trim() !== '' && element.getClientRects().length > 0,
    );
    return { sizes: [...new Set(shown.map((element) => getComputedStyle(element).fontSize))] };
  });
