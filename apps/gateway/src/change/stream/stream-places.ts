import { Injectable } from '@nestjs/common';
import { Problem } from '#problems';

/** Streams that this process keeps open at once, and of them for one caller. */
const [MOST, PER_CALLER] = [5_000, 50];
/** When it is worth trying again, in seconds. */
const RETRY = '30';

/** Room for streams: nobody takes it all. */
@Injectable()
export class StreamPlaces {
  private readonly taken = new Map<string, number>();
  private total = 0;

  /** @returns what gives the place back @throws {Problem} 429 for a caller with too many, 503 when there is no room */
  take(caller: string): () => void {
    const own = this.taken.get(caller) ?? 0;
    if (own >= PER_CALLER)
      throw new Problem('stream.too-many', 429, `You have ${PER_CALLER} streams open. Close one of them first.`, {
        headers: { 'retry-after': RETRY },
      });
    if (this.total >= MOST)
      throw new Problem(
        'stream.no-room',
        503,
        'No more streams can be opened at present. Poll `/v1/changes` instead.',
        {
          headers: { 'retry-after': RETRY },
        },
      );
    this.total += 1;
    this.taken.set(caller, own + 1);
    return () => {
      this.total -= 1;
      const left = (this.taken.get(caller) ?? 1) - 1;
      if (left > 0) this.taken.set(caller, left);
      else this.taken.delete(caller);
    };
  }
}
