import { AsyncLocalStorage } from 'node:async_hooks';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

interface Transaction {
  readonly manager: EntityManager;
  readonly afterCommit: (() => void)[];
}

/**
 * One transaction around everything that a use case does. A unit of work that is opened inside another one joins it, so
 * the stored answer of an `Idempotency-Key` commits together with its effect.
 */
@Injectable()
export class UnitOfWork {
  private readonly current = new AsyncLocalStorage<Transaction>();

  constructor(private readonly dataSource: DataSource) {}

  /** Runs `work` in a transaction: commits when it resolves, rolls back when it throws. */
  async run<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const ambient = this.current.getStore();
    if (ambient) return work(ambient.manager);
    const afterCommit: (() => void)[] = [];
    const result = await this.dataSource.transaction((manager) =>
      this.current.run({ manager, afterCommit }, () => work(manager)),
    );
    for (const callback of afterCommit) callback();
    return result;
  }

  /** Calls back once the surrounding transaction has committed; at once when there is none. */
  afterCommit(callback: () => void): void {
    const ambient = this.current.getStore();
    if (ambient) ambient.afterCommit.push(callback);
    else callback();
  }
}
