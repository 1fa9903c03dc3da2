import type { DataSource } from 'typeorm';
import type { App } from '#config';
import { openDataSource, setUpAppDatabase, type DataSourceContent } from '#database';
import { withFoundationTables } from '#http';
import { emptyDatabase } from './test-database.js';

const timeOf = (migration: unknown) => Number(/\d{13}$/.exec((migration as { name: string }).name)?.[0]);

/** A database as the builds before a migration have left it, opened by this one. */
export async function writtenByOlderBuild(
  app: App,
  ofApp: DataSourceContent,
  before: new () => unknown,
  write: (dataSource: DataSource) => Promise<void>,
): Promise<{ dataSource: DataSource; close(): Promise<void> }> {
  const content = withFoundationTables(ofApp);
  const migrations = content.migrations as unknown[];
  const older = migrations.filter((one) => timeOf(one) < timeOf(before)) as typeof content.migrations;
  const { url, drop } = await emptyDatabase();
  const database = await setUpAppDatabase(url, app);
  const former = await openDataSource(database, { ...content, migrations: older });
  await write(former);
  await former.destroy();
  const dataSource = await openDataSource(database, content);
  return {
    dataSource,
    async close() {
      await dataSource.destroy();
      await drop();
    },
  };
}
