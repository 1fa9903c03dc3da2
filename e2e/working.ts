import type { Locator, Page } from 'playwright-core';
import type { Browsing } from './browsing.js';

export type DemoPerson = 'Demo Editor' | 'Demo Secretary' | 'Demo Reviewer' | 'Demo Operator' | 'Demo Official';

/** Somebody who has signed in and works by hand, clicks and keys counted. */
export class Worker {
  clicks = 0;
  keys = 0;

  private constructor(
    readonly page: Page,
    private readonly url: string,
  ) {}

  static async signIn(browsing: Browsing, url: string, name: DemoPerson, javaScriptEnabled = true): Promise<Worker> {
    const page = await browsing.open('/en', { javaScriptEnabled });
    await page.locator('.visitor a').last().click();
    await page.getByRole('button', { name }).click();
    await page.locator('.account').waitFor();
    return new Worker(page, url);
  }

  /** An address of the pages, without its language. */
  async open(path: string): Promise<void> {
    await this.page.goto(`${this.url}/en${path}`);
  }

  /** Clicks, and waits for the page that this leads to. */
  async follow(what: Locator): Promise<void> {
    this.clicks += 1;
    await Promise.all([this.page.waitForEvent('load'), what.click()]);
  }

  async click(what: Locator): Promise<void> {
    this.clicks += 1;
    await what.click();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole('link', { name, ...(typeof name === 'string' ? { exact: true } : {}) });
  }

  /** One click into the field, and a key for each character. */
  async write(into: string, text: string): Promise<void> {
    this.clicks += 1;
    this.keys += text.length;
    await this.page.fill(into, text);
  }

  /** Opens a list of choices and picks one. */
  async choose(from: string, code: string): Promise<void> {
    this.clicks += 2;
    await this.page.selectOption(from, code);
  }

  /** Without a mouse: Tab until something has the focus. */
  async reach(wanted: string): Promise<void> {
    for (let pressed = 0; pressed < 150; pressed += 1) {
      await this.press('Tab');
      if ((await this.page.locator(`:is(${wanted}):focus`).count()) > 0) return;
    }
    throw new Error(`${wanted} cannot be reached by Tab at ${this.page.url()}.`);
  }

  async press(key: string): Promise<void> {
    this.keys += 1;
    await this.page.keyboard.press(key);
  }

  /** Presses a key that leads to another page, and waits for it. A new page gives its focus shortly after it has loaded. */
  async pressOn(key: string): Promise<void> {
    this.keys += 1;
    await this.page.locator(':focus').waitFor({ state: 'attached' });
    await Promise.all([this.page.waitForEvent('load'), this.page.keyboard.press(key)]);
  }

  /** Without a mouse, into the field that has the focus. */
  async type(text: string): Promise<void> {
    this.keys += text.length;
    await this.page.keyboard.type(text);
  }

  /** A line for whoever wants to know what a journey costs its user. */
  tell(journey: string): void {
    console.log(`${journey}: ${this.clicks} clicks, ${this.keys} keys`);
  }
}

/** Ends the session in the browser, as time or another tab would. What is returned brings it back. */
export async function endSession(page: Page): Promise<() => Promise<void>> {
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  return () => page.context().addCookies(cookies);
}
