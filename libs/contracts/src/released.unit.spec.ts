import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { eventContracts } from './events/index.js';
import { compatibility, unrecorded, type ReleasedContract } from './schema-compatibility.js';

const folder = new URL('../released/', import.meta.url);
const released = readdirSync(folder).map((name) => {
  const contract = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as ReleasedContract;
  return { name, contract };
});
const contracts = released.map(({ contract }) => contract);

describe('The event contracts', () => {
  it('break nobody who relies on the released ones', () => {
    expect(compatibility(contracts, eventContracts)).toEqual([]);
  });

  it('are all recorded as they are', () => {
    expect(unrecorded(contracts, eventContracts)).toEqual([]);
  });

  it('have each their record in a file of their name', () => {
    expect(released.map(({ name }) => name)).toEqual(eventContracts.map(({ type }) => `${type}.json`).sort());
    for (const { name, contract } of released) expect(name).toBe(`${contract.type}.json`);
  });
});
