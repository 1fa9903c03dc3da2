// Runs one program of dist/ and builds first when a source is newer: `node tools/run.mjs demo/main.js`.
import { buildIfStale } from './build.mjs';

const [program] = process.argv.splice(2, 1);
if (!buildIfStale()) process.exit(1);
await import(new URL(`../dist/${program}`, import.meta.url));
