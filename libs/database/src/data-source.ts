import { DataSource, type DataSourceOptions } from 'typeorm';
import { searchPath, type AppDatabase } from './app-database.js';
import { PreparingClient } from './prepared.js';

/** The form in which TypeORM takes the classes of entities and migrations. */
type Classes = Extract<DataSourceOptions['migrations'], unknown[]>;

export interface DataSourceContent {
  readonly entities: Classes;
  readonly migrations: Classes;
}

/** Lock key that serialises migrations of one schema when several instances of an app start at once. */
const MIGRATION_LOCK = 7_120_629;

/** The most connections that one app holds; the server is sized for a few instances of each app. */
const POOL_SIZE = 12;

/** Connects an app to its schema and brings the schema up to date. */
export async function openDataSource(database: AppDatabase, content: DataSourceContent): Promise<DataSource> {
  const dataSource = new DataSource({
    type: 'postgres',
    url: database.url,
    schema: database.schema,
    applicationName: `lra-${database.app}`,
    entities: content.entities,
    migrations: content.migrations,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    poolSize: POOL_SIZE,
    installExtensions: false,
    connectTimeoutMS: 5_000,
    poolErrorHandler: () => undefined, // an idle connection that the server closed; the pool opens another
    extra: {
      options: `-c search_path=${searchPath(database.schema)}`,
      idleTimeoutMillis: 60_000,
      Client: PreparingClient,
    },
  });
  await dataSource.initialize();
  try {
    await migrate(dataSource);
  } catch (error) {
    await dataSource.destroy(); // nobody else can: its connections, and the lock of one of them, would remain
    throw error;
  }
  return dataSource;
}

async function migrate(dataSource: DataSource): Promise<void> {
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('select pg_advisory_lock($1, hashtext(current_schema()))', [MIGRATION_LOCK % 2 ** 31]);
    await dataSource.runMigrations();
    await lock.query('select pg_advisory_unlock($1, hashtext(current_schema()))', [MIGRATION_LOCK % 2 ** 31]);
  } finally {
    await lock.release();
  }
}
