import { Inject, Injectable } from '@nestjs/common';
import type { App } from '#config';
import { eventContracts, snapshotSourceOf, type Topic } from '#contracts';
import { Clock, newId, UnitOfWork } from '#database';
import { notValid, Problem, ServiceAway } from '#problems';
import { EventConsumers } from '../consumer/event-consumers.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from '../messaging.options.js';
import { RebuildRepository, type Rebuild } from './rebuild.repository.js';
import { OwnerAway } from './snapshot-reader.js';
import { RebuildWorker } from './rebuild-worker.js';

/** No snapshot covers these: it leaves out what is not public, except for topics without anything public. */
const internalTypes = new Set(
  eventContracts
    .filter(({ visibility, topic }) => visibility === 'internal' && !snapshotSourceOf(topic)?.tellsInternal)
    .map(({ type }) => type),
);

/** Fills a projection of this app from the present state that the owners return: no old event is needed. */
@Injectable()
export class Rebuilds {
  constructor(
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
    private readonly work: UnitOfWork,
    private readonly jobs: RebuildRepository,
    private readonly consumers: EventConsumers,
    private readonly worker: RebuildWorker,
    private readonly clock: Clock,
  ) {}

  /** Names of the groups of this app. */
  get groups(): string[] {
    return [...this.consumers.consumed.keys()].sort();
  }

  /**
   * Starts to fill a group's projection, in the background.
   *
   * @param by id of who asked for it
   * @throws {Problem} 422 when this app has no such group, or one that cannot be filled; 409 `rebuild.running` with the
   *   `id` of the running job
   */
  start(group: string, by: string): Promise<Rebuild> {
    this.assertRebuildable(group);
    return this.work.run(async (tx) => {
      const job = await this.jobs.add(tx, newId(), group, by, this.clock.now());
      if (!job) throw running(this.options.database.app, group, await this.jobs.runningOf(group));
      this.work.afterCommit(() => this.worker.wake());
      return job;
    });
  }

  /**
   * Reads at once what the owner of a stream says, for whatever cannot wait for the event.
   * @throws {Problem} 503 when the owner does not answer
   */
  async catchUp(topic: Topic, subject: string): Promise<void> {
    try {
      await this.worker.catchUp(topic, subject);
    } catch (error) {
      if (error instanceof OwnerAway) throw new ServiceAway(error.message);
      throw error;
    }
  }

  /** @throws {Problem} 404 */
  get(id: string): Promise<Rebuild> {
    return this.jobs.get(id);
  }

  /** The newest first. */
  list(): Promise<Rebuild[]> {
    return this.jobs.newest();
  }

  private assertRebuildable(group: string): void {
    const consumed = this.consumers.consumed.get(group);
    if (!consumed) {
      throw notValid([
        { pointer: '/group', code: 'unknown-group', detail: `This group does not exist; known groups are: ${this.groups.join(', ')}.` },
      ]); // prettier-ignore
    }
    // Owners return what is public: a group that needs more would be left with gaps and would not notice.
    const internal = consumed.tellsNews
      ? undefined
      : [...consumed.handlers.keys()].find((type) => internalTypes.has(type));
    const unowned = [...consumed.topics].find((topic) => !snapshotSourceOf(topic));
    if (internal === undefined && unowned === undefined) return;
    const why =
      internal === undefined ? `no app provides a snapshot of ${unowned}` : `it needs ${internal}, which is not public`;
    throw notValid([{ pointer: '/group', code: 'not-rebuildable', detail: `The group cannot be filled: ${why}.` }]);
  }
}

const running = (app: App, group: string, job: Rebuild | undefined): Problem =>
  new Problem('rebuild.running', 409, `The group ${group} is already being rebuilt. Wait until that has ended.`, {
    members: job ? { rebuild: `${app}:${job.id}` } : {},
  });
