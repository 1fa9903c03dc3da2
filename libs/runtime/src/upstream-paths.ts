import { readFileSync } from 'node:fs';
import type { UpstreamPaths } from '#app';

/** What the gateway passes on; the build writes it, from what the features of all apps say. */
export const readUpstreamPaths = (): UpstreamPaths =>
  JSON.parse(readFileSync(new URL('upstream-paths.json', import.meta.url), 'utf8')) as UpstreamPaths;
