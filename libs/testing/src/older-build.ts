import type { DataSource } from 'typeorm';
import { appContent, type AppDefinition } from '#app';
import { openDataSource, setUpAppDatabase } from '#database';
import { emptyDatabase } from './test-database.js';

const timeOf = (migration: unknown) => Number(/\d{13}$/.exec((migration as { name: string }).name)?.[0]);

/** A database as builds before a migration have left it, opened by this build. */
export async function writtenByOlderBuild(
  { name, module }: AppDefinition,
  before: new () => unknown,
  write: (dataSource: DataSource) => Promise<void>,
): Promise<{ dataSource: DataSource; close(): Promise<void> }> {
  const content = appContent(module);
  const migrations = content.migrations as unknown[];
  const older = migrations.filter((one) => timeOf(one) < timeOf(before)) as typeof content.migrations;
  const { url, drop } = await emptyDatabase();
  const database = await setUpAppDatabase(url, name);
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
