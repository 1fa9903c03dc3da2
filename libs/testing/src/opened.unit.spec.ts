import { beforeEach, describe, expect, it } from '@jest/globals';
import { Opened } from './opened.js';

describe('what a spec opened', () => {
  const opened = new Opened();
  const closed: string[] = [];
  const close = (name: string) => void closed.push(name);
  beforeEach(() => void closed.splice(0));

  it('is closed once, the last first', async () => {
    expect(await opened.add('folder', close)).toBe('folder');
    await opened.add(Promise.resolve('server'), close);
    await opened.close();
    await opened.close();
    expect(closed).toEqual(['server', 'folder']);
  });

  it('is closed although something else could not be opened, which needs no end', async () => {
    await opened.add('folder', close);
    await expect(opened.add(Promise.reject<string>(new Error('away')), close)).rejects.toThrow('away');
    await opened.close();
    expect(closed).toEqual(['folder']);
  });

  it('is closed although something else cannot be, which fails the spec', async () => {
    await opened.add('folder', close);
    await opened.add('client', () => Promise.reject(new Error('in use')));
    await opened.add('server', () => {
      throw new Error('gone');
    });
    await expect(opened.close()).rejects.toThrow('Error: gone; Error: in use');
    expect(closed).toEqual(['folder']);
  });

  it('is closed even if it opens only when the spec has given up waiting', async () => {
    let arrive!: (server: string) => void;
    void opened.add(new Promise<string>((resolve) => (arrive = resolve)), close);
    const closing = opened.close();
    arrive('late server');
    await closing;
    expect(closed).toEqual(['late server']);
  });
});
