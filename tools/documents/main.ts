import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asyncApiDocument } from '#contracts';
import { gapsOf } from '#http';
import { upstreamPaths, wholeDocument } from './describe.js';
import { pagesOf } from './pages.js';

/** Runs from `dist/tools/documents`. */
const at = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Beside the compiled controller that serves it. */
const OPENAPI = 'dist/apps/gateway/src/documents/openapi.json';
const ASYNCAPI = 'dist/documents/asyncapi.json';
/** Beside the program that starts the processes and passes it to the gateway. */
const UPSTREAM_PATHS = 'dist/libs/runtime/src/upstream-paths.json';

/**
 * `build`: writes the documents that the gateway serves and the list of what it forwards, and fails when a route is
 * incomplete. `write`: writes the files that are generated from them and kept with the source. `check`: fails when
 * those are out of date.
 */
async function main(command: string | undefined): Promise<void> {
  const document = await wholeDocument();
  const gaps = gapsOf(document);
  if (gaps.length > 0) throw new Error(`The API is not described:\n  ${gaps.join('\n  ')}`);
  if (command === 'build') {
    await write(OPENAPI, JSON.stringify(document));
    await write(ASYNCAPI, JSON.stringify(asyncApiDocument()));
    await write(UPSTREAM_PATHS, JSON.stringify(upstreamPaths));
    return;
  }
  const pages = Object.entries(await pagesOf(document));
  if (command === 'write') for (const [path, text] of pages) await write(path, text);
  else for (const [path, text] of pages) await assertSame(path, text);
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(at(path)), { recursive: true });
  await writeFile(at(path), text);
}

async function assertSame(path: string, text: string): Promise<void> {
  const kept = await readFile(at(path), 'utf8').catch(() => '');
  if (kept !== text) throw new Error(`${path} is not up to date: run \`npm run documents\` and commit it.`);
}

main(process.argv[2]).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
