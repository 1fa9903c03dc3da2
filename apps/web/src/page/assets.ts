import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Written by the build (tools/web/build.mjs); when the sources run, as in tests, those of the last build. */
const folder = new URL(
  import.meta.url.includes('/dist/') ? '../assets/' : '../../../../dist/apps/web/src/assets/',
  import.meta.url,
);
export const assetFolder = fileURLToPath(folder);

const manifest = JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8')) as Readonly<Record<string, string>>;

/** Address of a file that never changes: its name has the hash of its content. */
export function asset(name: string): string {
  const file = manifest[name];
  if (file === undefined) throw new Error(`There is no asset ${name}.`);
  return `/assets/${file}`;
}
