import { describe, expect, it } from '@jest/globals';
import { transportConformance } from '../conformance/transport.conformance.js';
import { InProcessTransport } from './in-process.transport.js';
import type { Message } from './transport.js';

transportConformance('The transport in process', () => new InProcessTransport());

describe('The transport in process', () => {
  const message: Message = { topic: 'counted', key: 'one', headers: {}, value: Buffer.from('{}') };
  const subscription = (group: string, handle: () => Promise<void> = () => Promise.resolve()) => ({
    group,
    topics: ['counted'],
    handle,
  });

  it('takes nothing as sent while a group of the process is gone, so that the outbox keeps it', async () => {
    const transport = new InProcessTransport();
    let handled = 0;
    await transport.subscribe(subscription('stays', () => Promise.resolve(void (handled += 1))));
    await transport.subscribe(subscription('goes'));
    transport.start();
    await transport.publish([message]);
    await transport.unsubscribe('goes');
    await expect(transport.publish([message])).rejects.toThrow('Group goes is shutting down.');
    expect(handled).toBe(2);
    await expect(transport.publish([{ ...message, topic: 'of nobody' }])).resolves.toBeUndefined();
  });

  it('resolves only when every group has committed, and rejects when one could not', async () => {
    const transport = new InProcessTransport();
    let commit!: () => void;
    const committed = new Promise<void>((resolve) => (commit = resolve));
    let away = true;
    await transport.subscribe(subscription('slow', () => committed));
    await transport.subscribe(
      subscription('away', () => (away ? Promise.reject(new Error('no database')) : Promise.resolve())),
    );
    transport.start();
    let isSent: boolean | undefined;
    const sending = transport.publish([message]).then(
      () => (isSent = true),
      () => (isSent = false),
    );
    await new Promise((resolve) => setImmediate(resolve));
    expect(isSent).toBeUndefined();
    commit();
    await sending;
    expect(isSent).toBe(false);
    away = false;
    await expect(transport.publish([message])).resolves.toBeUndefined();
  });

  it('hands over to a group one delivery at a time, in the order of publishing', async () => {
    const transport = new InProcessTransport();
    const seen: string[] = [];
    await transport.subscribe({
      group: 'one by one',
      topics: ['counted'],
      handle: async (messages) => {
        seen.push(`from ${messages[0]!.key}`);
        await new Promise((resolve) => setImmediate(resolve));
        seen.push(`to ${messages[0]!.key}`);
      },
    });
    transport.start();
    await Promise.all(['a', 'b'].map((key) => transport.publish([{ ...message, key }])));
    expect(seen).toEqual(['from a', 'to a', 'from b', 'to b']);
  });

  it('rejects what is published long before every group has subscribed, so that a relay can end', async () => {
    const transport = new InProcessTransport();
    await expect(transport.publish([message])).rejects.toThrow('not every group has subscribed yet');
    transport.start();
    await expect(transport.publish([message])).resolves.toBeUndefined();
  });

  it('refuses a second subscription of a group', async () => {
    const transport = new InProcessTransport();
    await transport.subscribe(subscription('twice'));
    await expect(transport.subscribe(subscription('twice'))).rejects.toThrow('Group twice is subscribed already.');
  });
});
