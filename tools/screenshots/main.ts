import { mkdir } from 'node:fs/promises';
import { networkClient } from '#client';
import { startChromium } from '#testing';

const url = process.env['LRA_URL'] ?? `http://127.0.0.1:${process.env['PORT'] ?? '8080'}`;
const FOLDER = 'screenshots';
const WIDTHS = [1280, 390];
const SCHEMES = ['light', 'dark'] as const;

/** `npm run screenshots`: pictures of the main pages of a network that runs, as each visitor may see them. */
async function main(): Promise<void> {
  const pages = await mainPages();
  await mkdir(FOLDER, { recursive: true });
  const browser = await startChromium();
  try {
    for (const width of WIDTHS)
      for (const colorScheme of SCHEMES) {
        const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, locale: 'en-GB' });
        const page = await context.newPage();
        for (const [name, path] of Object.entries(pages)) {
          await page.goto(url + path);
          const file = `${FOLDER}/${name}-${width}-${colorScheme}.png`;
          await page.screenshot({ path: file, fullPage: true });
          console.log(file);
        }
        await context.close();
      }
  } finally {
    await browser.close();
  }
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
