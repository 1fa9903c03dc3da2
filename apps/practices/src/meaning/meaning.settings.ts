import { SettingsOf } from '#config';

export interface MeaningSettings {
  /** Without `/embeddings`. */
  readonly url: string;
  readonly model: string;
  readonly key: string | undefined;
  /** How near a practice must be to a query to be found by meaning: the least cosine. */
  readonly least: number;
}

/** The server that computes what texts mean; unset: practices are found by words alone. */
export const meaningSettings = new SettingsOf((read): MeaningSettings | undefined => {
  const url = read.httpUrl('LRA_EMBEDDINGS_URL');
  const [model, key] = [read.text('LRA_EMBEDDINGS_MODEL'), read.text('LRA_EMBEDDINGS_KEY')];
  const least = read.value('LRA_EMBEDDINGS_LEAST', 0.5, cosineIn, 'a number from 0 to 1');
  if ((read.text('LRA_EMBEDDINGS_URL') === undefined) !== (model === undefined))
    read.problems.push('LRA_EMBEDDINGS_URL and LRA_EMBEDDINGS_MODEL must be given together');
  return url !== undefined && model !== undefined ? { url, model, key, least } : undefined;
});

const cosineIn = (value: string) => (/^(?:0(?:\.\d+)?|1(?:\.0+)?)$/.test(value) ? Number(value) : undefined);
