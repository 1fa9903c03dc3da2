import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** Where Debian installs it. */
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Why suites that need a browser cannot run here; with `REQUIRE_BROWSER=1` they run, and fail. */
export const chromiumMissing =
  process.env['REQUIRE_BROWSER'] === '1' || existsSync(CHROMIUM) ? undefined : `there is no ${CHROMIUM}`;

export const startChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
    ],
  }); // prettier-ignore
