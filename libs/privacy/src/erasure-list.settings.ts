import { resolve } from 'node:path';
import { SettingsOf } from '#config';

export interface ErasureListSettings {
  readonly file: string;
  /** The key of its hashes. */
  readonly key: string;
}

/** The list of erasures, outside the data folder; unset: none is kept. */
export const erasureListSettings = new SettingsOf((read): ErasureListSettings | undefined => {
  const [file, key] = [read.text('LRA_ERASURES_FILE'), read.text('LRA_ERASURES_KEY')];
  if (file === undefined && key === undefined) return undefined;
  if (file === undefined || key === undefined) {
    read.problems.push('LRA_ERASURES_FILE and LRA_ERASURES_KEY must be given together');
  } else if (key.length < 32) {
    read.problems.push('LRA_ERASURES_KEY must have 32 characters or more');
  } else if (`${resolve(file)}/`.startsWith(`${resolve(read.text('LRA_DATA_DIR') ?? '.data')}/`)) {
    read.problems.push('LRA_ERASURES_FILE must be outside of the data folder, which it must outlive');
  } else return { file, key };
  return undefined;
});
