import type { DataSource } from 'typeorm';
import type { EraseAgain } from '#backup';
import { apps, type App } from '#config';
import { Clock, newId, openDataSource } from '#database';
import { Outbox } from '#messaging';
import { addressesIn, erasePerson, keptName, report, type Doing, type ErasureList, type Person } from '#privacy';
import { contents } from '../apps.js';

/** Erases the people on the list from the restored schemas of all apps, before any app starts. */
export const eraseAgain: EraseAgain = async (erasures, databases) => {
  const sources = new Map<App, DataSource>();
  try {
    for (const app of apps) sources.set(app, await openDataSource(databases[app], contents[app]));
    const persons = await listedIn(sources, erasures);
    const doing: Doing = { by: 'restore', at: new Clock().now(), outbox: new Outbox(new Clock()), dataDir: undefined };
    for (const person of persons) {
      const names = await namesOf(sources, person);
      const isKept = (name: string) => erasures.has(keptName(person.email ?? '', name));
      const everywhere = { ...person, names: names.filter((name) => !isKept(name)) };
      for (const app of apps) await eraseFrom(sources.get(app)!, app, everywhere, doing);
    }
    return persons.length;
  } finally {
    for (const source of sources.values()) await source.destroy();
  }
};

/** Who on the list is in the backup: by an address anywhere in it, or by the key of a record. */
async function listedIn(sources: ReadonlyMap<App, DataSource>, erasures: ErasureList): Promise<Person[]> {
  const addresses = new Set<string>();
  const persons: Person[] = [];
  for (const [app, source] of sources) {
    for (const address of await source.transaction(addressesIn)) if (erasures.has(address)) addresses.add(address);
    for (const { key, name } of (await contents[app].personal.keyed?.(source.manager)) ?? []) {
      if (erasures.has(key)) persons.push({ names: [name], keys: [key] });
    }
  }
  return [...[...addresses].map((email) => ({ email, names: [], keys: [] })), ...persons];
}

async function namesOf(sources: ReadonlyMap<App, DataSource>, { email, names }: Person): Promise<string[]> {
  const found = [...names];
  for (const [app, { manager }] of sources) {
    if (email !== undefined) found.push(...(await contents[app].personal.find(manager, email, undefined)).names);
  }
  return [...new Set(found)];
}

async function eraseFrom(source: DataSource, app: App, person: Person, doing: Doing): Promise<void> {
  await source.transaction(async (tx) => {
    const places = await erasePerson(tx, contents[app].personal, person, doing);
    if (places.length > 0) await report(tx, { id: newId(), at: doing.at, cause: 'restore', by: doing.by, places });
  });
}
