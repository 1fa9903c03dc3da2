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

/** A visitor without a mouse. */
export async function byKeyboard(browsing: Browsing, path: string) {
  const page = await browsing.open(path);
  /** Goes on by Tab until this has the focus, which can be seen. */
  const reach = async (wanted: string): Promise<void> => {
    for (let pressed = 0; pressed < 150; pressed += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate((selector) => document.activeElement?.matches(selector), wanted)) {
        if (await page.evaluate(focusIsHidden)) throw new Error(`Nobody sees that ${wanted} has the focus.`);
        return;
      }
    }
    throw new Error(`${wanted} cannot be reached.`);
  };
  return {
    page,
    reach,
    /** Goes on to a field, and types. */
    fill: async (id: string, text: string): Promise<void> => {
      await reach(`#${id}`);
      await page.keyboard.type(text);
    },
    /** Presses a key that leads to another address, and waits for it. */
    press: async (key: string, to?: RegExp | ((url: URL) => boolean)): Promise<void> => {
      await page.keyboard.press(key);
      if (to) await page.waitForURL(to);
    },
  };
}

/** Runs in the page: whether nothing around what has the focus shows it, and nothing else is changed by it. */
const focusIsHidden = (): boolean => {
  const focused = document.activeElement!;
  const isFramed = (element: Element | null) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element ?? document.body);
    return outlineStyle === 'auto' || (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2);
  };
  const { width, height } = focused.getBoundingClientRect();
  return width * height === 0 || !(isFramed(focused) || isFramed(focused.closest('.card')) || focused.closest('.map'));
};

/** What is wrong for somebody who goes through the whole page by Tab. */
export async function walkedThrough(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (let pressed = 0; pressed < 250; pressed += 1) {
    await page.keyboard.press('Tab');
    const { what, isOver } = await page.evaluate(() => {
      const focused = document.activeElement!;
      // A field for a day has several stops: it is known only when one comes back to it.
      const isLast = focused.getAttribute('data-reached') === 'last';
      const known = focused === document.body || (focused.hasAttribute('data-reached') && !isLast);
      document.querySelector('[data-reached=last]')?.setAttribute('data-reached', '');
      focused.setAttribute('data-reached', 'last');
      return { what: focused.outerHTML.slice(0, 60), isOver: known };
    });
    if (isOver) break;
    if (await page.evaluate(focusIsHidden)) faults.push(`the focus is not seen: ${what}`);
  }
  const missed = await page.evaluate(() =>
    [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
      .filter((control) => !control.matches('[data-reached], [tabindex="-1"]') && control.checkVisibility())
      // Within a group one goes on by the arrows.
      .filter(
        (one) =>
          !one.matches('[type=radio]') || !document.querySelector(`[data-reached][name="${one.getAttribute('name')}"]`),
      )
      .map((control) => control.outerHTML.slice(0, 60)),
  );
  return [...faults, ...missed.map((what) => `cannot be reached: ${what}`)];
}

/**
 * What cannot be told from plain text, or from its neighbours, when the reader's colours replace ours: a control
 * without edge or underline, and a current item like all others.
 */
export const lostIn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const ground = getComputedStyle(document.documentElement).backgroundColor;
    const seen = (color: string) => color !== ground && !/^rgba\(.* 0\)$/.test(color);
    const edgesOf = (element: Element) => {
      const style = getComputedStyle(element);
      return (['Top', 'Right', 'Bottom', 'Left'] as const).map((side) =>
        style[`border${side}Style`] !== 'none' && seen(style[`border${side}Color`])
          ? style[`border${side}Width`]
          : '0px',
      );
    };
    const isMarked = (element: Element): boolean =>
      edgesOf(element).some((width) => width !== '0px') ||
      getComputedStyle(element).textDecorationLine === 'underline' ||
      [...element.children].some(isMarked);
    const shown = (selector: string) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
    const controls = shown(
      'a[href], button, input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea',
    );
    const lost = controls.filter((one) => !one.closest('svg, .visually-hidden, .skip') && !isMarked(one));
    const lookOf = (element: Element) => {
      const { fontWeight, backgroundColor, textDecorationLine } = getComputedStyle(element);
      return [fontWeight, backgroundColor, textDecorationLine, ...edgesOf(element)].join();
    };
    const currents = [...document.querySelectorAll('a[aria-current]')];
    const alike = currents.filter((one) => {
      const others = [...(one.closest('ul, ol, .chips')?.querySelectorAll('a:not([aria-current])') ?? [])];
      return others.some((other) => lookOf(other) === lookOf(one));
    });
    const named = (what: string) => (element: Element) => `${what}: ${element.outerHTML.slice(0, 80)}`;
    return [...lost.map(named('no edge')), ...alike.map(named('like others'))];
  });

/** What axe finds wrong, one line each; by all its rules, or by these. */
export async function violationsOf(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(); // no page has frames: the other mode opens a second page each time
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}

/** What a text turns around it: one that changes the direction stands in no element of its own. */
export const turnedIn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const turns = /[\u202a-\u202e\u2066-\u2069]/;
    const told = [...document.querySelectorAll('meta')].map(({ content }) => content);
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement?.closest('bdi, .text, blockquote, textarea, script')) told.push(node.textContent ?? '');
    }
    return told.filter((text) => turns.test(text)).map((text) => text.slice(0, 80));
  });

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
