import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';
import type { SnapshotItem, SnapshotPage, SnapshotSource } from '#contracts';
import type { MessagingOptions, OwnCredential } from '../messaging.options.js';

/** Pauses before an owner that did not answer is called again, in milliseconds: as long as a restart takes. */
const PAUSES = [250, 500, 1_000, 2_000, 4_000, 8_000];

/** Longest wait for one page, in milliseconds. */
const ANSWER_WITHIN_MS = 30_000;
/** Longest wait for one stream that a caller waits for, in milliseconds. */
const ASKED_FOR_MS = 5_000;

/** An owner did not return its snapshot after all attempts. */
export class OwnerAway extends Error {
  override readonly name = 'OwnerAway';
}

/** Reads the snapshots of the owners at their inner addresses. */
export class SnapshotReader {
  constructor(
    private readonly urlOf: MessagingOptions['urlOf'],
    private readonly stopping: AbortSignal,
    private readonly credential: OwnCredential | undefined,
  ) {}

  /** @throws {OwnerAway}; any other error when the app is shutting down */
  async page(source: SnapshotSource, query: { after?: string | undefined; limit?: number }): Promise<SnapshotPage> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await this.ask(source, query);
      } catch (error) {
        const wait = PAUSES[attempt];
        const reason = error instanceof Error ? error.message : String(error);
        if (wait === undefined) throw new OwnerAway(`The app ${source.app} does not provide its snapshot: ${reason}`);
        await pause(wait, undefined, { signal: this.stopping });
      }
    }
  }

  /** One stream; undefined when the owner has no stream with that id. Asks once. @throws {OwnerAway} */
  async one({ app, path }: SnapshotSource, subject: string): Promise<SnapshotItem | undefined> {
    try {
      return await this.read(app, new URL(`${path}/${subject}`, this.urlOf(app)), ASKED_FOR_MS);
    } catch (error) {
      throw new OwnerAway(`The app ${app} does not provide its snapshot.`, { cause: error });
    }
  }

  private async ask({ app, path }: SnapshotSource, query: { after?: string | undefined; limit?: number }) {
    const url = new URL(path, this.urlOf(app));
    if (query.after !== undefined) url.searchParams.set('after', query.after);
    if (query.limit !== undefined) url.searchParams.set('limit', String(query.limit));
    const page = await this.read<SnapshotPage>(app, url, ANSWER_WITHIN_MS);
    if (!page) throw new Error('it has no snapshot');
    return page;
  }

  /** Undefined for 404. */
  private async read<T>(app: SnapshotSource['app'], url: URL, withinMs: number): Promise<T | undefined> {
    // For the gateway an app is a caller from outside unless it proves its identity.
    const token = app === 'gateway' ? await this.credential?.token() : undefined;
    const answer = await request(url, {
      headersTimeout: withinMs,
      bodyTimeout: withinMs,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });
    if (answer.statusCode === 200) return (await answer.body.json()) as T;
    await answer.body.dump();
    if (answer.statusCode === 404) return undefined;
    throw new Error(`it returned ${answer.statusCode}`);
  }
}
