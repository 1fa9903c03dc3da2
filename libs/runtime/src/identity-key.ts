import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newIdentityKey } from '#identity';

/** The key that signs internal identities: from the setting, otherwise created once and kept in the data folder. */
export async function identityKey(setting: string | undefined, dataDir: string): Promise<string> {
  if (setting !== undefined) return setting;
  const file = join(dataDir, 'identity-key.json');
  const kept = await readFile(file, 'utf8').catch(() => undefined);
  if (kept !== undefined) return kept;
  const made = await newIdentityKey();
  await mkdir(dataDir, { recursive: true });
  await writeFile(file, made, { mode: 0o600 });
  return made;
}
