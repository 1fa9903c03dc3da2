import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'dist', '.built');
const sources = ['apps', 'libs', 'tools', 'demo', 'deploy', 'e2e', 'bench'];

/** Compiles everything into dist/. The stamp is written last, so an interrupted build does not count. */
export function build() {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const swc = join(root, 'node_modules', '@swc', 'cli', 'bin', 'swc.js');
  const folders = sources.filter((folder) => statSync(join(root, folder), { throwIfNoEntry: false }));
  const ignore = [
    '**/*.spec.ts',
    '**/*.spec.tsx',
    '**/*.mjs',
    '**/*.json',
    '**/*.css',
    '**/*.svg',
    '**/browser/**',
  ].flatMap((pattern) => ['--ignore', pattern]);
  const result = spawnSync(process.execPath, [swc, ...folders, '--out-dir', 'dist', '--quiet', ...ignore], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (result.status !== 0) return false;
  copyData(folders);
  if (!bundle() || !describe()) return false;
  writeFileSync(stamp, '');
  return true;
}

/** Copies the texts that translators edit, and the places on the map, to where the compiled code looks for them: beside it. */
function copyData(folders) {
  for (const folder of folders) {
    for (const file of readdirSync(join(root, folder), { recursive: true })) {
      if (/\/(?:(?:messages|names)\/[\w-]+|europe)\.json$/.test(file))
        cpSync(join(root, folder, file), join(root, 'dist', folder, file));
    }
  }
}

/** What browsers load. */
const bundle = () =>
  spawnSync(process.execPath, [join(root, 'tools', 'web', 'build.mjs')], { stdio: 'inherit' }).status === 0;

/** Writes the API documents that the gateway serves. Fails when a route declares no callers or responses. */
const describe = () =>
  spawnSync(process.execPath, [join(root, 'dist', 'tools', 'documents', 'main.js'), 'build'], { stdio: 'inherit' })
    .status === 0;

export function buildIfStale() {
  const built = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const newer = (folder) =>
    readdirSync(folder, { withFileTypes: true, recursive: true }).some(
      (entry) =>
        entry.isFile() &&
        /\.(?:tsx?|json|css|svg)$/.test(entry.name) &&
        statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs > built,
    );
  const stale =
    built === 0 ||
    sources.some((folder) => statSync(join(root, folder), { throwIfNoEntry: false }) && newer(join(root, folder)));
  if (!stale) return true;
  console.log('Building …');
  return build();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exit(build() ? 0 : 1);
