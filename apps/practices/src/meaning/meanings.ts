import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NearInMeaning, type Near } from '../practice/near-in-meaning.js';
import { Ordinals } from '../practice/ordinals.js';
import { compare } from '../practice/practice-ranking.js';
import { noteRestored, SharedLook } from '../practice/written.js';
import { EMBEDDER, type Embedder } from './embedder.js';

/** The most practices that are found by meaning. */
const MOST = 50;
/** How long a search waits for the vector of its query, in milliseconds. */
const ANSWER_WITHIN_MS = 500;
/** How long no query is sent after a failure, in milliseconds: searches do not wait in vain. */
const PAUSE_MS = 5_000;
/** Queries whose vectors are kept: the pages and counts of a search have the same. */
const KEPT = 1_000;
/** Vectors read together at first. */
const PAGE = 1_000;

interface Asked {
  readonly vector: Float32Array | null;
  /** When it is asked again; for a vector never. */
  readonly until: number;
  near?: Near;
  asOf?: number;
}

interface Stored {
  readonly id: string;
  readonly ordinal: number;
  readonly vector: Buffer | null;
}

/** Which practices are near to a query in meaning: exactly, by the vectors of all published practices in memory. */
@Injectable()
export class Meanings extends NearInMeaning implements OnModuleInit {
  private readonly logger = new Logger(Meanings.name);
  private readonly vectors = new Map<string, { readonly ordinal: number; readonly vector: Float32Array }>();
  private readonly asked = new Map<string, Promise<Asked>>();
  private changes = 0;
  private resting = 0;
  /** The oldest transaction that was running at the last look. */
  private horizon = '0';
  private readonly looks = new SharedLook(() => this.lookNow());

  constructor(
    private readonly dataSource: DataSource,
    @Inject(EMBEDDER) private readonly embedder: Embedder | null,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    await noteRestored(this.dataSource, 'practice_meaning');
  }

  async near(q: string): Promise<Near | undefined> {
    if (!this.embedder) return undefined;
    const asked = await this.ask(q.trim(), this.embedder);
    await this.looks.now();
    if (!asked.near || asked.asOf !== this.changes) {
      asked.near = this.nearest(asked.vector, this.embedder.least);
      asked.asOf = this.changes;
    }
    return asked.near;
  }

  private async ask(q: string, embedder: Embedder): Promise<Asked> {
    const known = await this.asked.get(q);
    if (known && known.until > Date.now()) return known;
    const asking = this.askNow(q, embedder);
    this.asked.delete(q);
    this.asked.set(q, asking);
    if (this.asked.size > KEPT) this.asked.delete(this.asked.keys().next().value!);
    return asking;
  }

  private async askNow(q: string, embedder: Embedder): Promise<Asked> {
    const later = () => ({ vector: null, until: Date.now() + PAUSE_MS });
    if (Date.now() < this.resting) return later();
    try {
      const [vector] = await embedder.embed([q], ANSWER_WITHIN_MS);
      return { vector: vector!, until: Infinity };
    } catch (failure) {
      this.resting = Date.now() + PAUSE_MS;
      this.logger.warn({ event: 'meaning.away' }, failure);
      return later();
    }
  }

  private nearest(query: Float32Array | null, least: number): Near {
    const places = [...this.vectors.values()]
      .map(({ ordinal, vector }) => ({ ordinal, score: query?.length === vector.length ? product(query, vector) : 0 }))
      .filter(({ score }) => score > 0 && score >= least)
      .sort(compare)
      .slice(0, MOST);
    const set = Ordinals.none();
    for (const { ordinal } of places) set.add(ordinal);
    return { set, places };
  }

  /** Notes what has been computed and forgotten until now. */
  private async lookNow(): Promise<void> {
    const [now] = await this.dataSource.query<{ horizon: string }[]>(
      'select pg_snapshot_xmin(pg_current_snapshot())::text as horizon',
    );
    let rows: Stored[];
    let after = '00000000-0000-0000-0000-000000000000';
    do {
      rows = await this.dataSource.query<Stored[]>(
        `select practice_id as id, ordinal, case when model = $1 then array_send(vector) end as vector from practice_meaning
          where written >= $2::xid8 and practice_id > $3 order by practice_id limit ${PAGE}`,
        [this.embedder?.model, this.horizon, after],
      );
      for (const { id, ordinal, vector } of rows) {
        if (vector) this.vectors.set(id, { ordinal, vector: numbersIn(vector) });
        else this.vectors.delete(id);
      }
      this.changes += rows.length;
      after = rows.at(-1)?.id ?? after;
    } while (rows.length === PAGE);
    this.horizon = now!.horizon;
  }
}

/** The numbers of a `real[]` as PostgreSQL sends it: 20 bytes about the list, then for each its length and itself. */
const numbersIn = (sent: Buffer): Float32Array =>
  Float32Array.from({ length: (sent.length - 20) / 8 }, (_, n) => sent.readFloatBE(24 + n * 8));

function product(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += one[at]! * other[at]!;
  return sum;
}
