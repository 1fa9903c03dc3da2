import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { underLock } from './machine-lock.js';

/** Why no local Apache Kafka is available here: what is missing, or what Maven reported. */
export class KafkaUnavailable extends Error {}

/** Kafka 4 runs on this Java and newer. */
const JAVA_VERSION = 17;
const FETCHED_WITHIN = 300_000;

/** Sources and build output have different depths: the pom is the landmark. */
export function toolsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'tools', 'kafka', 'pom.xml'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('tools/kafka/pom.xml is in no folder above this program');
    folder = parent;
  }
  return join(folder, 'tools', 'kafka');
}

function programOnPath(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Java decodes its class path by the locale: with the plain C one a folder with an accent would not be found. */
export function javaEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, LC_ALL: 'C.UTF-8' };
}

async function runQuietly(program: string, args: string[], limit: number): Promise<{ code: number; output: string }> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], env: javaEnvironment(), timeout: limit });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ code: code ?? 1, output }));
  });
}

export function lastLines(text: string, count: number): string {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-count)
    .join('\n');
}

/** @throws KafkaUnavailable when there is no Java, or an older one than Kafka takes. */
export async function findJava(): Promise<string> {
  if (process.platform === 'win32') throw new KafkaUnavailable('a local Kafka needs a POSIX system (use Docker here)');
  const home = process.env.JAVA_HOME;
  const homeJava = home === undefined || home === '' ? undefined : join(home, 'bin', 'java');
  const java = homeJava !== undefined && isExecutable(homeJava) ? homeJava : programOnPath('java');
  if (java === undefined) {
    throw new KafkaUnavailable(`Java ${JAVA_VERSION} or newer is missing: install a JDK or set JAVA_HOME`);
  }
  const { code, output } = await runQuietly(java, ['-version'], 10_000);
  const version = /version "(\d+)/.exec(output)?.[1];
  if (code !== 0 || version === undefined || Number(version) < JAVA_VERSION) {
    throw new KafkaUnavailable(
      `Java ${JAVA_VERSION} or newer is needed, ${java} is ${version === undefined ? 'none' : `version ${version}`}`,
    );
  }
  return java;
}

/** The pom determines the content of the folder, so its hash names it: a new version never meets old jars. */
function jarsFolder(): string {
  const pom = readFileSync(join(toolsFolder(), 'pom.xml'));
  return join(toolsFolder(), '.cache', `libs-${createHash('sha256').update(pom).digest('hex').slice(0, 12)}`);
}

/** Says what prevents the start of a local Kafka; undefined if nothing is known to. Downloads nothing. */
export async function localKafkaMissing(): Promise<string | undefined> {
  try {
    await findJava();
  } catch (error) {
    if (error instanceof KafkaUnavailable) return error.message;
    throw error;
  }
  if (existsSync(jarsFolder()) || programOnPath('mvn') !== undefined) return undefined;
  return 'Maven (mvn) is missing: it fetches the jars of Apache Kafka';
}

/**
 * The folder with Kafka's jars, fetched by Maven the first time. It appears by one rename, so it is whole or absent.
 * @throws KafkaUnavailable when Maven is missing or fails
 */
export async function kafkaJars(report: (line: string) => void): Promise<string> {
  const jars = jarsFolder();
  if (existsSync(jars)) return jars;
  const cache = dirname(jars);
  await mkdir(cache, { recursive: true });
  // Maven's own repository does not support two processes at once either, so a lock is needed as well as the rename.
  await underLock(join(cache, 'lock'), async () => {
    if (existsSync(jars)) return;
    const maven = programOnPath('mvn');
    if (maven === undefined) {
      throw new KafkaUnavailable('Maven (mvn) is missing: it fetches the jars of Apache Kafka');
    }
    const leftovers = (await readdir(cache)).filter((name) => name.startsWith('new-'));
    await Promise.all(leftovers.map((name) => rm(join(cache, name), { recursive: true, force: true })));
    const fresh = join(cache, `new-${randomUUID()}`);
    report('Fetching Apache Kafka with Maven (44 MB, the first time only) …');
    // Guarded, so that a download whose starter is killed does not continue beside the next one.
    const { code, output } = await runQuietly(
      '/bin/sh',
      [
        ...[join(toolsFolder(), 'guarded.sh'), String(process.pid), 'keep', maven],
        ...['-q', '-B', '-f', join(toolsFolder(), 'pom.xml'), 'dependency:copy-dependencies'],
        ...['-DincludeScope=runtime', `-DoutputDirectory=${fresh}`],
      ],
      FETCHED_WITHIN,
    );
    if (code !== 0 || !existsSync(fresh)) {
      await rm(fresh, { recursive: true, force: true });
      throw new KafkaUnavailable(`Maven could not fetch Apache Kafka (exit code ${code}):\n${lastLines(output, 8)}`);
    }
    await rename(fresh, jars);
  });
  return jars;
}
