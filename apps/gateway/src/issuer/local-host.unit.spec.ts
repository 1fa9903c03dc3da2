import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isLocalHost } from './local-host.js';

describe('a Host header', () => {
  it.each(['localhost', 'LocalHost:8080', '127.0.0.1', '127.0.0.1:8080', '127.8.9.10:1', '[::1]', '[::1]:8080', '[0:0:0:0:0:0:0:1]'])(
    '%s names this machine',
    (header) => {
      expect(isLocalHost(header)).toBe(true);
    },
  ); // prettier-ignore

  it.each([
    undefined, '', ' ', ':', ':8080', 'evil.example', 'evil.example:8080', 'localhost.evil.example', '127.0.0.1.evil.example',
    '127.0.0.1.nip.io:8080', 'evil.localhost', 'localhost.', 'localhost:8080@evil.example', 'evil.example#127.0.0.1',
    'evil.example/127.0.0.1', '127.0.0.1, evil.example', '127.0.0.1 evil.example', '128.0.0.1', '0.0.0.0', '10.0.0.1',
    '192.168.1.2:8080', '[::]', '[::2]', '[fe80::1]', '::1', '127.1', '0x7f.1', '2130706433', '127.0.0.999', 'localhost:x',
  ])('%s does not', (header) => {
    expect(isLocalHost(header)).toBe(false);
  }); // prettier-ignore

  it('with any name that somebody can register does not', () => {
    fc.assert(fc.property(fc.domain(), fc.constantFrom('', ':8080'), (name, port) => !isLocalHost(name + port)));
  });
});
