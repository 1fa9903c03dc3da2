import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where Debian installs it. */
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/**
 * `describe` for tests that need a browser; await it at the top level of a spec file. Without one the tests are reported
 * as skipped, by name; with `REQUIRE_BROWSER=1` they run, and fail.
 */
export async function describeWithChromium(name: string, tests: () => void): Promise<void> {
  const { describe } = await import('@jest/globals'); // not above: the rest of this file is used outside Jest too
  const isHere = process.env['REQUIRE_BROWSER'] === '1' || existsSync(CHROMIUM);
  (isHere ? describe : describe.skip)(name, tests);
}

export const startChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
    ],
  }); // prettier-ignore
