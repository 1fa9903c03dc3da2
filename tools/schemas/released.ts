import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import {
  compatibility,
  recordOf,
  unrecorded,
  type ReleasedContract,
} from '../../libs/contracts/src/schema-compatibility.js';

/** The folder of the released contracts, one file each. The programs run from `dist/tools/schemas`. */
export const releasedFolder = fileURLToPath(new URL('../../../libs/contracts/released/', import.meta.url));

/** The recorded contracts, ordered by type. @throws Error with one sentence that names the invalid file */
export async function readReleased(folder: string): Promise<ReleasedContract[]> {
  const names = await readdir(folder);
  return Promise.all(names.sort().map((name) => readRecord(folder, name)));
}

async function readRecord(folder: string, name: string): Promise<ReleasedContract> {
  const path = join(folder, name);
  let record: ReleasedContract;
  try {
    record = JSON.parse(await readFile(path, 'utf8')) as ReleasedContract;
  } catch (error) {
    throw new Error(`${path} is no record of a contract: bring back the released one.`, { cause: error });
  }
  if (name === `${record.type}.json`) return record;
  throw new Error(`${path} holds the record of ${record.type}: bring back the released one.`);
}

/** What prevents a release of the contracts as they are, one sentence each. */
export async function refusals(folder: string, present: readonly ReleasedContract[]): Promise<string[]> {
  const released = await readReleased(folder);
  const incompatible = compatibility(released, present);
  return incompatible.length > 0 ? incompatible : unrecorded(released, present);
}

/**
 * Records the contracts as released and returns the types whose record is new or changed. Records nothing if any
 * contract breaks its released form.
 * @throws Error that names what is broken
 */
export async function record(folder: string, present: readonly ReleasedContract[]): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const released = await readReleased(folder);
  const incompatible = compatibility(released, present);
  if (incompatible.length > 0) throw new Error(incompatible.join('\n'));
  const missing = present.filter((contract) => unrecorded(released, [contract]).length > 0);
  for (const contract of missing) {
    const path = join(folder, `${contract.type}.json`);
    // In the style of the formatter, which checks these files too.
    const style = { ...(await resolveConfig(path)), parser: 'json' };
    await writeFile(path, await format(JSON.stringify(recordOf(contract), undefined, 2), style));
  }
  return missing.map(({ type }) => type);
}
