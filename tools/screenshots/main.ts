import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { networkClient } from '#client';
import { startChromium } from '#testing';

const url = process.env['LRA_URL'] ?? `http://127.0.0.1:${process.env['PORT'] ?? '8080'}`;
const FOLDER = 'screenshots';
const WIDTHS = [1280, 390];
const SCHEMES = ['light', 'dark'] as const;

/** Those who can sign in where nobody real does. */
const PEOPLE = ['Editor', 'Secretary', 'Official', 'Reviewer', 'Operator'];

/** `npm run screenshots`: pictures of the main pages of a network that runs, and of the workplaces of demo people. */
async function main(): Promise<void> {
  const pages = await mainPages();
  await mkdir(FOLDER, { recursive: true });
  const browser = await startChromium();
  try {
    for (const width of WIDTHS)
      for (const colorScheme of SCHEMES) {
        const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, locale: 'en-GB' });
        const page = await context.newPage();
        const take = async (name: string, path: string): Promise<void> => {
          await page.goto(url + path);
          const file = `${FOLDER}/${name}-${width}-${colorScheme}.png`;
          await page.screenshot({ path: file, fullPage: true });
          console.log(file);
        };
        for (const [name, path] of Object.entries(pages)) await take(name, path);
        for (const person of PEOPLE) {
          await context.clearCookies();
          for (const path of await workplacesOf(page, person)) {
            await take(`${person.toLowerCase()}${path.slice('/en'.length).replaceAll('/', '-')}`, path);
          }
        }
        await context.close();
      }
  } finally {
    await browser.close();
  }
}

/** Signs in, and finds where one works; nowhere, when only real people can sign in. */
async function workplacesOf(page: Page, person: string): Promise<string[]> {
  await page.goto(`${url}/v1/session/sign-in?returnTo=/en/work`);
  const choice = page.getByRole('button', { name: `Demo ${person}` });
  if ((await choice.count()) === 0) return [];
  await choice.click();
  await page.locator('.account').waitFor();
  const links = await page.locator('#workplaces ~ ul a').evaluateAll((all) => all.map((link) => link.getAttribute('href')!)); // prettier-ignore
  return ['/en/work', ...links];
}

/** The addresses of the main pages, with the practice that most adopted and its owner as examples. */
async function mainPages(): Promise<Record<string, string>> {
  const practices = await networkClient(url).GET('/v1/practices', {
    params: { query: { sort: 'adoptions', limit: 1 } },
  });
  const [practice] = practices.data?.items ?? [];
  if (!practice) throw new Error(`There is no practice at ${url}. Start a network, and fill it with npm run demo.`);
  const { id, ownerMemberId } = practice;
  return {
    home: '/en',
    search: '/en/practices?q=language+courses+for+women',
    sheet: `/en/practices/${id}`,
    versions: `/en/practices/${id}/versions`,
    figures: '/en/figures?by=country,fundingSource',
    news: '/en/news',
    members: '/en/members',
    ...(ownerMemberId ? { member: `/en/members/${ownerMemberId}` } : {}),
    join: '/en/join',
    judging: '/en/judging',
    accessibility: '/en/accessibility',
    missing: '/en/nothing-here',
  };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
