import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { readDockerfile, type Stage } from '../../deploy/dockerfile.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** The content of the container image below its working folder, built in a folder without an engine. */
export interface ImageLayout {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
  remove(): Promise<void>;
}

/**
 * Follows the Dockerfile's last stage and the stages it copies from: COPY copies, RUN runs. The build stage is not run:
 * this working copy already has its results.
 */
export async function layOutImage(): Promise<ImageLayout> {
  const stages = await readDockerfile(join(root, 'Dockerfile'));
  const base = await mkdtemp(join(tmpdir(), 'lra-image-'));
  await chmod(base, 0o755);
  const folders = new Map([['build', root]]);
  for (const stage of stages.slice(1)) {
    folders.set(stage.name, await follow(stage, join(base, stage.name), folders));
  }
  const last = stages.at(-1)!;
  const steps = (keyword: string) => last.steps.filter((step) => step.keyword === keyword);
  return {
    folder: folders.get(last.name)!,
    env: Object.fromEntries(
      steps('ENV')
        .flatMap(({ words }) => words)
        .map((word) => word.split('=') as [string, string]),
    ),
    entrypoint: steps('ENTRYPOINT')[0]!.exec!,
    remove: () => rm(base, { recursive: true, force: true }),
  };
}

async function follow(stage: Stage, folder: string, folders: ReadonlyMap<string, string>): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const { keyword, words, flags, text } of stage.steps) {
    // Without the variables that npm sets for the programs it runs, such as this one.
    const env = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
    if (keyword === 'RUN') await run('sh', ['-c', text], { cwd: folder, env });
    if (keyword !== 'COPY') continue;
    const from = flags['from'] === undefined ? root : folders.get(flags['from'])!;
    const to = words.at(-1)!;
    for (const source of words.slice(0, -1))
      await copy(join(from, source.replace(/^\/app\//, '')), join(folder, to), to);
  }
  return folder;
}

/** As COPY does: the content of a folder, the files of a pattern, or one file. */
async function copy(source: string, target: string, given: string): Promise<void> {
  if (source.includes('*')) {
    const ending = posix.extname(source);
    for (const name of await readdir(dirname(source))) {
      if (name.endsWith(ending)) await copy(join(dirname(source), name), target, given);
    }
    return;
  }
  const isFolder = (await stat(source)).isDirectory();
  await cp(source, isFolder || !given.endsWith('/') ? target : join(target, basename(source)), { recursive: true });
}
