import { Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { AppDatabase } from './app-database.js';
import { openDataSource, type DataSourceContent } from './data-source.js';
import { PoolMetrics } from './pool.metrics.js';
import { UnitOfWork } from './unit-of-work.js';

/** Gives an app its data source (closed last, at shutdown) and its unit of work. */
@Module({})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(private readonly dataSource: DataSource) {}

  static forApp(database: AppDatabase, content: DataSourceContent): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      providers: [
        { provide: DataSource, useFactory: () => openDataSource(database, content) },
        UnitOfWork,
        PoolMetrics,
      ],
      exports: [DataSource, UnitOfWork],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
