import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';
import type { SnapshotPage, SnapshotSource } from '#contracts';
import type { MessagingOptions } from '../messaging.options.js';

/** Pauses before an owner that did not answer is asked again, in milliseconds: as long as a restart takes. */
const PAUSES = [250, 500, 1_000, 2_000, 4_000, 8_000];

/** Longest wait for one page, in milliseconds. */
const ANSWER_WITHIN_MS = 30_000;

/** An owner did not tell its snapshot, however often it was asked. */
export class OwnerAway extends Error {
  override readonly name = 'OwnerAway';
}

/** Reads the snapshots of the owners at their inner addresses. */
export class SnapshotReader {
  constructor(
    private readonly urlOf: MessagingOptions['urlOf'],
    private readonly stopping: AbortSignal,
  ) {}

  /** @throws {OwnerAway}; whatever else when the app is shutting down */
  async page(source: SnapshotSource, query: { after?: string | undefined; limit?: number }): Promise<SnapshotPage> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.ask(source, query);
      } catch (error) {
        const wait = PAUSES[attempt];
        const reason = error instanceof Error ? error.message : String(error);
        if (wait === undefined) throw new OwnerAway(`The app ${source.app} does not tell its snapshot: ${reason}`);
        await pause(wait, undefined, { signal: this.stopping });
      }
    }
  }

  private async ask({ app, path }: SnapshotSource, query: { after?: string | undefined; limit?: number }) {
    const url = new URL(path, this.urlOf(app));
    if (query.after !== undefined) url.searchParams.set('after', query.after);
    if (query.limit !== undefined) url.searchParams.set('limit', String(query.limit));
    const answer = await request(url, { headersTimeout: ANSWER_WITHIN_MS, bodyTimeout: ANSWER_WITHIN_MS });
    if (answer.statusCode !== 200) {
      await answer.body.dump();
      throw new Error(`it answered ${answer.statusCode}`);
    }
    return (await answer.body.json()) as SnapshotPage;
  }
}
