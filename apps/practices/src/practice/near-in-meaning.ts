import type { Ordinals } from './ordinals.js';
import type { Place } from './practice-ranking.js';

/** Practices that mean nearly what a query does. */
export interface Near {
  readonly set: Ordinals;
  /** The same, the nearest first. */
  readonly places: readonly Place[];
}

/** Which practices are near to a query in meaning. */
export abstract class NearInMeaning {
  /** @returns none when the machine is away; undefined when there is no machine */
  abstract near(q: string): Promise<Near | undefined>;
}
