// What browsers load: bundled, minified, named by its content, and compressed once. Part of `npm run build`.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const source = new URL('../../apps/web/src/', import.meta.url);
const assets = new URL('../../dist/apps/web/src/assets/', import.meta.url);
const pathOf = (name) => fileURLToPath(new URL(name, source));

/** What is bundled, and what is taken as it is. */
const entries = ['browser/site.ts', 'style/site.css'];
const plain = ['style/mark.svg', 'map/europe.svg'];
/** Browsers of the last three years. */
const target = ['es2022', 'chrome111', 'firefox115', 'safari16.4'];

const { outputFiles } = await build({
  entryPoints: entries.map(pathOf), bundle: true, minify: true, write: false, outdir: '/', target, legalComments: 'none',
}); // prettier-ignore
const files = [
  ...outputFiles.map(({ path, contents }) => [basename(path), Buffer.from(contents)]),
  ...plain.map((name) => [basename(name), readFileSync(pathOf(name))]),
];
rmSync(assets, { recursive: true, force: true });
mkdirSync(assets, { recursive: true });
const manifest = {};
for (const [name, content] of files) {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
  const file = `${basename(name, extname(name))}-${hash}${extname(name)}`;
  manifest[name] = file;
  writeFileSync(new URL(file, assets), content);
  writeFileSync(new URL(`${file}.br`, assets), brotliCompressSync(content));
  writeFileSync(new URL(`${file}.gz`, assets), gzipSync(content, { level: 9 }));
}
writeFileSync(new URL('manifest.json', assets), JSON.stringify(manifest));
