import { describe, expect, it } from '@jest/globals';
import { listeningAt } from './listening.js';

describe('where a server listens', () => {
  const told = (address: string) => listeningAt({ address, port: 9464, family: '' }, '/metrics');

  it.each([
    ['127.0.0.1', 'http://127.0.0.1:9464/metrics'],
    ['192.0.2.7', 'http://192.0.2.7:9464/metrics'],
    ['::1', 'http://[::1]:9464/metrics'],
  ])('is told as it is: %s', (address, url) => {
    expect(told(address)).toEqual({ url, told: url });
  });

  it.each([
    ['0.0.0.0', 'http://127.0.0.1:9464/metrics'],
    ['::', 'http://[::1]:9464/metrics'],
  ])('is told to be open where it is: %s', (address, url) => {
    expect(told(address)).toEqual({ url, told: `${url} (open at every address of this machine)` });
  });
});
