import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { apps, InvalidSettings, type Settings } from '#config';
import { DataFolderInUse, runningPostgres, startEmbeddedPostgres } from '#database';

/** The one server of all apps. */
export interface OneServer {
  readonly url: string;
  /** Stops it if it was started only for this program. */
  close(): Promise<void>;
}

/** The operator's request is impossible; the message is one sentence. */
export class NotDone extends Error {
  override readonly name = 'NotDone';
}

const notOurs = () => Promise.resolve();

/** The server with the data: that of a running system, or else an embedded one started for this program. */
export async function serverWithData(settings: Settings, report: (line: string) => void): Promise<OneServer> {
  refuseSeveralServers(settings);
  const { shared } = settings.database;
  if (shared !== undefined) return { url: shared, close: notOurs };
  const folder = join(resolve(settings.dataDir), 'postgres');
  if (!existsSync(join(folder, 'data'))) {
    throw new NotDone(`There are no data in ${resolve(settings.dataDir)}: set LRA_DATA_DIR or DATABASE_URL to where they are.`); // prettier-ignore
  }
  try {
    return await embedded(folder, report);
  } catch (error) {
    if (!(error instanceof DataFolderInUse)) throw error;
    const url = await runningPostgres(folder);
    if (url === undefined) throw new NotDone('The system is starting or stopping: try again in a moment.');
    return { url, close: notOurs };
  }
}

/** The server to fill: that of `DATABASE_URL`, or else an embedded one in the data folder. */
export async function serverToFill(settings: Settings, report: (line: string) => void): Promise<OneServer> {
  refuseSeveralServers(settings);
  const { shared } = settings.database;
  if (shared !== undefined) return { url: shared, close: notOurs };
  return embedded(join(resolve(settings.dataDir), 'postgres'), report);
}

async function embedded(folder: string, report: (line: string) => void): Promise<OneServer> {
  const postgres = await startEmbeddedPostgres({ folder, report });
  return { url: postgres.url, close: () => postgres.stop() };
}

/** No snapshot spans two servers: events between the apps would be lost or duplicated. */
function refuseSeveralServers({ database }: Settings): void {
  const own = apps.filter((app) => database[app] !== undefined);
  if (own.length === 0) return;
  throw new InvalidSettings([
    `${own.map((app) => `DATABASE_URL_${app.toUpperCase()}`).join(', ')} may point to other servers, which backup and restore do not support: keep all apps on one server and give its address as DATABASE_URL alone`,
  ]);
}
