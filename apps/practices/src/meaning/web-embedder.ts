import { request } from 'undici';
import type { Embedder } from './embedder.js';
import type { MeaningSettings } from './meaning.settings.js';

/** The server answered, but not with the vectors. Its code tells the operator what came instead. */
export class NotEmbedded extends Error {
  override readonly name = 'NotEmbedded';
  constructor(readonly code: string) {
    super(code);
  }
}

interface Embedding {
  readonly index: number;
  readonly embedding: readonly number[];
}

/** A server that computes embeddings by the form that OpenAI introduced and others share. */
export class WebEmbedder implements Embedder {
  readonly model: string;
  readonly least: number;

  constructor(private readonly settings: MeaningSettings) {
    this.model = settings.model;
    this.least = settings.least;
  }

  async embed(texts: readonly string[], withinMs: number): Promise<Float32Array[]> {
    const { url, key, model } = this.settings;
    const { statusCode, body } = await request(`${url}/embeddings`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({ model, input: texts }),
      signal: AbortSignal.timeout(withinMs),
    });
    if (statusCode < 200 || statusCode > 299) {
      await body.dump();
      throw new NotEmbedded(`HTTP-${statusCode}`);
    }
    const data = dataIn(await body.text());
    const vectors = texts.map((_, n) => data.find((one) => one?.index === n)?.embedding);
    if (!vectors.every(isVector) || new Set(vectors.map(({ length }) => length)).size > 1)
      throw new NotEmbedded('unexpected-answer');
    return vectors.map(unit);
  }
}

function dataIn(answer: string): readonly (Partial<Embedding> | null)[] {
  try {
    const { data } = JSON.parse(answer) as { data?: unknown };
    return Array.isArray(data) ? (data as Partial<Embedding>[]) : [];
  } catch {
    return [];
  }
}

const isVector = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.length > 0 && value.every(Number.isFinite) && value.some((one) => one !== 0);

/** The same direction at length 1, so that the cosine of two is their product. */
function unit(vector: readonly number[]): Float32Array {
  const length = Math.hypot(...vector);
  return Float32Array.from(vector, (one) => one / length);
}
