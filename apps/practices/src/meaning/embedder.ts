/** A machine that turns texts into vectors: the nearer two vectors, the nearer what the texts mean. */
export interface Embedder {
  /** Vectors of different models cannot be compared. */
  readonly model: string;
  /** The least cosine of a text that has to do with a query. */
  readonly least: number;
  /** One vector of length 1 for each text. @throws when the machine is away, slow or answers otherwise */
  embed(texts: readonly string[], withinMs: number): Promise<Float32Array[]>;
}

/** An {@link Embedder}, or null: none is set up. */
export const EMBEDDER = Symbol('embedder');
