import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { costOf, edited, type Edit, type Recipe } from './recipe.js';

/** Runs from `dist/tools/recipes`. */
const root = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * `npm run recipes [name …]`: makes the edits of these recipes (by default all) in a copy of the tree, and tests the
 * results there. Several recipes share one copy and must not conflict.
 */
async function main(asked: readonly string[]): Promise<void> {
  const known = readdirSync(join(root, 'tools/recipes'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const unknown = asked.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`There is no recipe ${unknown}, only ${known.join(', ')}.`);
  const names = asked.length > 0 ? asked : known;
  const edits: Edit[] = [];
  for (const name of names) edits.push(...(await withinAim(name)));
  const copy = copyOfTree();
  try {
    for (const edit of edits) {
      const path = join(copy, edit.file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, edited(existsSync(path) ? readFileSync(path, 'utf8') : undefined, edit));
    }
    await run(copy, 'npx', 'prettier', '--check', '--log-level', 'warn', ...edits.map(({ file }) => file));
    await run(copy, 'npm', 'run', '--silent', 'build');
    await run(copy, 'npx', 'tsc', '--incremental', 'false');
    const specs = names.map((name) => `tools/recipes/${name}/`);
    await run(copy, 'npm', 'run', '--silent', 'spec', '--', ...specs, '--testPathIgnorePatterns', '/node_modules/');
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The edits of a recipe, checked against its limits. */
async function withinAim(name: string): Promise<readonly Edit[]> {
  const { aim, edits } = ((await import(`./${name}/recipe.js`)) as { default: Recipe }).default;
  const cost = costOf(edits);
  console.log(`${name}: ${told(cost)}; the aim is ${told(aim)}`);
  if (cost.files > aim.files || cost.lines > aim.lines) throw new Error(`${name} touches more than its aim.`);
  return edits;
}

const told = ({ files, lines }: Recipe['aim']): string => `${files} file(s), ${lines} line(s)`;

/** The tree as a commit would record it now, in a folder of its own. */
function copyOfTree(): string {
  const copy = mkdtempSync(join(tmpdir(), 'lra-recipe-'));
  chmodSync(copy, 0o755); // root runs the database as another account
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
