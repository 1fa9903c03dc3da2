import type { Chance } from '../faults/random.js';
import type { RawClient } from './raw-client.js';

type Manner = (client: RawClient, bytes: Buffer, chance: Chance) => Promise<void> | void;

const partOf = (bytes: Buffer, chance: Chance): Buffer => bytes.subarray(0, Math.floor(chance.next() * bytes.length));

const left = (client: RawClient, chance: Chance): void => (chance.next() < 0.5 ? client.reset() : client.end());

/** What a client may do with a request. Its connection is released afterwards unless the entry says otherwise. */
export const manners: Readonly<Record<string, Manner>> = {
  'sent whole': async (client, bytes) => {
    client.write(bytes);
    await client.answered();
  },
  'sent twice at once': async (client, bytes) => {
    client.write(Buffer.concat([bytes, bytes]));
    await client.answered();
  },
  'cut off': async (client, bytes, chance) => {
    client.write(partOf(bytes, chance));
    await client.wait(30);
    left(client, chance);
  },
  'cut off in its body': async (client, bytes, chance) => {
    const body = bytes.indexOf('\r\n\r\n') + 4;
    client.write(bytes.subarray(0, body + Math.floor(chance.next() * (bytes.length - body))));
    await client.wait(30);
    left(client, chance);
  },
  'left before the answer': async (client, bytes, chance) => {
    client.write(bytes);
    await client.wait(20);
    left(client, chance);
  },
  'left in the answer': async (client, bytes, chance) => {
    client.write(bytes);
    await client.answered();
    left(client, chance);
  },
  dripped: async (client, bytes) => {
    await client.drip(bytes);
    await client.answered();
  },
  'dripped and cut off': async (client, bytes, chance) => {
    await client.drip(partOf(bytes, chance));
    left(client, chance);
  },
  'read late': async (client, bytes) => {
    client.write(bytes);
    await client.readLate();
    await client.answered();
  },
  broken: async (client, bytes, chance) => {
    const broken = Buffer.from(bytes);
    for (let n = 0; n < 3; n += 1)
      broken[Math.floor(chance.next() * Math.min(broken.length, 400))] = chance.pick([0, 10, 13, 32, 58, 255]);
    client.write(broken);
    await client.wait(100);
  },
};
