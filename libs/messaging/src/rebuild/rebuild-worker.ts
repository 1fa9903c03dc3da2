import {
  Inject,
  Injectable,
  Optional,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { BackgroundWork } from '#background';
import { snapshotSourceOf, type Topic } from '#contracts';
import { Clock } from '#database';
import { EventConsumers, type ConsumedGroup } from '../consumer/event-consumers.js';
import { EventHandlers } from '../consumer/event-handlers.js';
import { EventSchemas } from '../consumer/event-schemas.js';
import { GroupStreams } from '../consumer/group-streams.js';
import { MESSAGING_OPTIONS, OWN_CREDENTIAL, type MessagingOptions, type OwnCredential } from '../messaging.options.js';
import { applySnapshot, type Projection } from './apply-snapshot.js';
import { RebuildRepository, type Rebuild } from './rebuild.repository.js';
import { OwnerAway, SnapshotReader } from './snapshot-reader.js';

/** Longest pause without a notice, in milliseconds: it finds the jobs that another instance left behind. */
const POLL_MS = 5_000;

/** Longest time for one stream, and for one statement, in milliseconds. */
const HANDLER_WITHIN_MS = 30_000;

/** Runs rebuilds as long as the app runs. One instance works on each; an interrupted one starts again. */
@Injectable()
export class RebuildWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private readonly reader: SnapshotReader;
  private readonly work = new BackgroundWork({ name: 'Rebuilds', pollMs: POLL_MS, turn: () => this.rebuildAll() });

  constructor(
    @Inject(MESSAGING_OPTIONS) { urlOf }: MessagingOptions,
    private readonly dataSource: DataSource,
    private readonly jobs: RebuildRepository,
    private readonly consumers: EventConsumers,
    private readonly clock: Clock,
    @Optional() @Inject(OWN_CREDENTIAL) credential?: OwnCredential,
  ) {
    this.reader = new SnapshotReader(urlOf, this.stopping.signal, credential);
  }

  onApplicationBootstrap(): void {
    this.work.start();
  }

  /** Finishes the present page. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.work.stop();
  }

  /** There is a new job. */
  wake(): void {
    this.work.wake();
  }

  /**
   * Sets one stream of every group that follows the topic to the owner's present state, ahead of the event on its way.
   * @throws {OwnerAway} {Error} when a group does not accept it
   */
  async catchUp(topic: Topic, subject: string): Promise<void> {
    const source = snapshotSourceOf(topic);
    const item = source && (await this.reader.one(source, subject));
    if (!item) return;
    for (const [group, consumed] of this.consumers.consumed) {
      if (!consumed.topics.has(topic) || consumed.tellsNews) continue;
      const { failures } = await applySnapshot(this.projectionOf(group, consumed), [item]);
      if (failures[0]) throw new Error(`${group} does not accept ${subject}: ${failures[0].detail}`);
    }
  }

  private projectionOf(group: string, { handlers }: ConsumedGroup): Projection {
    return {
      group,
      handlers: new EventHandlers(handlers, HANDLER_WITHIN_MS),
      streams: new GroupStreams(group, this.dataSource, HANDLER_WITHIN_MS),
      dataSource: this.dataSource,
      schemas: new EventSchemas(),
      now: () => this.clock.now(),
    };
  }

  private async rebuildAll(): Promise<undefined> {
    for (const job of await this.jobs.running()) await this.jobs.alone(job.id, () => this.rebuild(job));
  }

  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private async rebuild(job: Rebuild): Promise<void> {
    // Another instance may have ended it since the list was read.
    if ((await this.jobs.get(job.id)).state !== 'running') return;
    const consumed = this.consumers.consumed.get(job.group);
    if (!consumed) return this.jobs.finish(job.id, this.clock.now(), 'This app no longer has this group.');
    const projection = this.projectionOf(job.group, consumed);
    try {
      await this.fill(job, projection, [...consumed.topics]);
    } catch (error) {
      if (this.isStopping()) return;
      if (!(error instanceof OwnerAway)) throw error;
      await this.jobs.finish(job.id, this.clock.now(), error.message);
    }
  }

  private async fill(job: Rebuild, projection: Projection, topics: readonly string[]): Promise<void> {
    const sources = topics.flatMap((topic) => snapshotSourceOf(topic) ?? []);
    const wanted = await this.jobs.streamsOf(job.id);
    let total = 0;
    for (const source of sources) total += (await this.reader.page(source, { limit: 1 })).total;
    await this.jobs.begin(job.id, total);
    for (const source of sources) {
      for (let after: string | undefined; ;) {
        const page = await this.reader.page(source, { after });
        const items = wanted ? page.items.filter(({ subject }) => wanted.has(subject)) : page.items;
        await this.jobs.progress(job.id, page.items.length, await applySnapshot(projection, items));
        if (this.isStopping()) return;
        if (page.next === null) break;
        after = page.next;
      }
    }
    await this.jobs.finish(job.id, this.clock.now());
  }
}
