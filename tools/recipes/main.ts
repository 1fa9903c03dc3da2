import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { costOf, edited, type Recipe } from './recipe.js';

/** Runs from `dist/tools/recipes`. */
const root = fileURLToPath(new URL('../../../', import.meta.url));

/** `npm run recipes [name …]`: makes the edits of each recipe in a copy of the tree, and tests there what they bring. */
async function main(names: readonly string[]): Promise<void> {
  const known = readdirSync(join(root, 'tools/recipes'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`There is no recipe ${unknown}, only ${known.join(', ')}.`);
  for (const name of names.length > 0 ? names : known) await follow(name);
}

async function follow(name: string): Promise<void> {
  const { aim, edits } = ((await import(`./${name}/recipe.js`)) as { default: Recipe }).default;
  const cost = costOf(edits);
  console.log(`\n${name}: ${told(cost)}; the aim is ${told(aim)}`);
  if (cost.files > aim.files || cost.lines > aim.lines) throw new Error(`${name} touches more than its aim.`);
  const copy = copyOfTree();
  try {
    for (const edit of edits) {
      const path = join(copy, edit.file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, edited(existsSync(path) ? readFileSync(path, 'utf8') : undefined, edit));
    }
    const files = edits.map(({ file }) => file);
    await run(copy, 'npx', 'prettier', '--check', '--log-level', 'warn', ...files);
    await run(copy, 'npm', 'run', '--silent', 'build');
    await Promise.all([
      run(copy, 'npx', 'tsc', '--incremental', 'false'),
      run(copy, 'npm', 'run', '--silent', 'spec', '--', `tools/recipes/${name}/`, '--testPathIgnorePatterns', '/node_modules/'), // prettier-ignore
    ]);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

const told = ({ files, lines }: Recipe['aim']): string => `${files} file(s), ${lines} line(s)`;

/** The tree as it would be committed now, in a folder of its own. */
function copyOfTree(): string {
  const copy = mkdtempSync(join(tmpdir(), 'lra-recipe-'));
  chmodSync(copy, 0o755); // as root the database runs as another account
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  for (const file of listed.toString().split('\0')) {
    if (file !== '' && existsSync(join(root, file))) cpSync(join(root, file), join(copy, file));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

async function run(cwd: string, command: string, ...args: string[]): Promise<void> {
  const [code] = (await once(spawn(command, args, { cwd, stdio: 'inherit' }), 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed.`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
