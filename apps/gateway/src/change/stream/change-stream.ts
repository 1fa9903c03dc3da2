import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { AppRuntime } from '#app';
import { encodeCursor } from '#http';
import { ChangeProjection, isTaken, type ChangeFilter, type PlacedChange } from '../change.projection.js';
import { ChangeTail } from './change-tail.js';
import { streamSettings } from './stream.settings.js';

/** Changes read from the log at once. */
const PAGE = 100;
/** How long a browser waits before it connects again, in milliseconds. */
const RETRY_MS = 3_000;

/** Changes as server-sent events: those after a place in the log, then each new one, until either side ends it. */
@Injectable()
export class ChangeStream {
  private readonly beatMs: number;

  constructor(
    private readonly changes: ChangeProjection,
    private readonly tail: ChangeTail,
    { settings }: AppRuntime,
  ) {
    this.beatMs = settings.of(streamSettings).heartbeat * 1_000;
  }

  /**
   * @param place where to begin; undefined: with the next change
   * @param end aborted when nobody listens any more, or the app is shutting down
   * @throws {Problem} 410 `changes.cursor-gone`
   */
  async open(place: string | undefined, filter: ChangeFilter, end: AbortSignal): Promise<Readable> {
    const from = place ?? (await this.changes.head());
    await this.changes.since(from, filter, 0); // a place that is gone is refused before anything is sent
    // No more is read than the listener takes: a slow one stays behind, and is led on from the log.
    return Readable.from(this.text(from, filter, end), { objectMode: false });
  }

  private async *text(from: string, filter: ChangeFilter, end: AbortSignal): AsyncGenerator<string> {
    const leave = this.tail.join();
    try {
      yield `retry: ${RETRY_MS}\n\n`;
      let [place, told] = [from, from];
      while (!end.aborted) {
        const { items, position, upToDate } = await this.next(place, filter);
        for (const change of items) yield `id: ${idOf(change.position)}\ndata: ${JSON.stringify(change.event)}\n\n`;
        if (items.length > 0) told = items.at(-1)!.position;
        place = position;
        if (!upToDate || !(await this.tail.more(place, this.beatMs, end))) continue;
        // Says that it is alive, and how far it has read.
        yield place === told ? ':\n\n' : `id: ${idOf(place)}\n\n`;
        told = place;
      }
    } finally {
      leave();
    }
  }

  private async next(place: string, filter: ChangeFilter) {
    const kept = this.tail.after(place);
    if (!kept) return this.changes.since(place, filter, PAGE);
    const items = kept.filter(({ event }) => isTaken(event, filter));
    return { items, position: kept.at(-1)?.position ?? place, upToDate: true };
  }
}

/** The cursor that also `GET /v1/changes` takes. */
const idOf = (position: PlacedChange['position']): string => encodeCursor('changes', position);
