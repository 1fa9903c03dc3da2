import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { AppRuntime } from '#app';
import { BackgroundWork } from '#background';
import { Listener } from '#database';
import { ChangeProjection, type PlacedChange } from '../change.projection.js';

/** How many of the newest changes are at hand; who is further behind reads the log. */
const KEPT = 1_000;
/** Changes read at once. */
const PAGE = 100;
const ALL = { types: undefined, countries: undefined };
/** Longest wait for changes whose notice was lost, in milliseconds. */
const POLL_MS = 5_000;

/** The newest changes, read once for all streams of this process, and only while there are any. */
@Injectable()
export class ChangeTail implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly waiting = new Set<() => void>();
  private followers = 0;
  /** Up to here changes have been read. Undefined: nobody follows. */
  private position: string | undefined;
  /** The place before the first one that is kept. */
  private before = '0';
  private kept: PlacedChange[] = [];
  private readonly work: BackgroundWork;
  private readonly listener: Listener;

  constructor(
    private readonly changes: ChangeProjection,
    { database }: AppRuntime,
  ) {
    this.work = new BackgroundWork({ name: 'Stream of changes', pollMs: POLL_MS, turn: () => this.read() });
    this.listener = new Listener(database.url, `${database.schema}_change`, () => this.work.wake());
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.listener.start();
    this.work.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
    await this.listener.close();
  }

  /** Has the tail read for one more. @returns what ends it */
  join(): () => void {
    this.followers += 1;
    this.work.wake();
    return () => void (this.followers -= 1);
  }

  /** The changes after a place, as far as they have been read; undefined: they are not all at hand. */
  after(place: string): readonly PlacedChange[] | undefined {
    if (this.position === undefined || BigInt(place) < BigInt(this.before)) return undefined;
    return this.kept.filter(({ position }) => BigInt(position) > BigInt(place));
  }

  /** Waits for changes after a place, at most so long, or until the wait is ended. @returns whether the time was up */
  more(place: string, withinMs: number, end: AbortSignal): Promise<boolean> {
    const isAhead = this.position !== undefined && BigInt(this.position) > BigInt(place);
    if (end.aborted || isAhead) return Promise.resolve(false);
    return new Promise((resolve) => {
      const done = (isUp: boolean) => {
        clearTimeout(timer);
        this.waiting.delete(woken);
        end.removeEventListener('abort', woken);
        resolve(isUp);
      };
      const woken = () => done(false);
      const timer = setTimeout(() => done(true), withinMs);
      this.waiting.add(woken);
      end.addEventListener('abort', woken);
    });
  }

  private async read(): Promise<number | undefined> {
    const from = this.position;
    this.position = undefined; // after a failure it begins anew, and its followers read the log
    if (this.followers === 0) return undefined;
    const { items, position, upToDate } = await this.changes.since(from ?? (await this.begin()), ALL, PAGE);
    this.keep(items);
    this.position = position;
    if (items.length > 0) for (const woken of [...this.waiting]) woken();
    return upToDate ? undefined : 0;
  }

  private async begin(): Promise<string> {
    this.kept = [];
    return (this.before = await this.changes.head());
  }

  private keep(items: readonly PlacedChange[]): void {
    this.kept.push(...items);
    const dropped = this.kept.splice(0, this.kept.length - KEPT);
    this.before = dropped.at(-1)?.position ?? this.before;
  }
}
