import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addressKey, isAmong } from './caller-address.js';

/** In how many ways proxies write one IPv4 address. */
const formsOfV4: readonly ((address: string, port: number) => string)[] = [
  (address) => address,
  (address, port) => `${address}:${port}`,
  (address) => `${address}:_hidden`,
  (address, port) => `"${address}:${port}"`,
  (address) => ` ${address} `,
  (address) => `::ffff:${address}`,
  (address) => `::FFFF:${address}`,
  (address, port) => `[::ffff:${address}]:${port}`,
  (address) => `[::ffff:${address}]`,
];

const formsOfV6: readonly ((address: string, port: number) => string)[] = [
  (address) => address,
  (address) => address.toUpperCase(),
  (address) => `[${address}]`,
  (address, port) => `[${address}]:${port}`,
  (address, port) => `"[${address}]:${port}"`,
  (address) => `[${address}]:_hidden`,
  (address) => `${address}%eth0`,
  (address, port) => `[${address}%25eth0]:${port}`,
];

const port = fc.integer({ min: 0, max: 65_535 });
const groups = (count: number) =>
  fc
    .array(fc.integer({ min: 1, max: 0xffff }), { minLength: count, maxLength: count })
    .map((numbers) => numbers.map((number) => number.toString(16)).join(':'));

describe('the key under which a caller’s address is counted', () => {
  it('is one for an IPv4 address however a proxy writes it, and another for another', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV4(), port, fc.constantFrom(...formsOfV4), (address, other, number, form) => {
        expect(addressKey(form(address, number))).toBe(addressKey(address));
        if (other !== address) expect(addressKey(form(address, number))).not.toBe(addressKey(other));
      }),
    );
  });

  it('is one for the whole /64 network of an IPv6 address however a proxy writes it, and another for another network', () => {
    fc.assert(
      fc.property(groups(4), groups(4), groups(4), port, fc.constantFrom(...formsOfV6), (network, other, host, n, form) => {
        // What is IPv4 in disguise is counted as such.
        expect(addressKey(form(`${network}:${host}`, n))).toBe(addressKey(`${network}::1`));
        if (other !== network) expect(addressKey(form(`${network}:${host}`, n))).not.toBe(addressKey(`${other}::1`));
      }),
    ); // prettier-ignore
  });

  it.each([
    'unknown', '_gazonk', 'unknown:4711', '', ' ', '-', ':', ':80', '[', '[]:80', 'localhost', 'evil.example', '12345', '0x7f.1',
    '1.2.3', '1.2.3.4.5', '256.1.1.1', '203.000.113.008', '2001:db8', '[2001:db8::zz]:80', '%eth0', '\u0000', undefined,
  ])('is the same for all that hide their address: %j', (text) => {
    expect(addressKey(text)).toBe(addressKey('unknown'));
  }); // prettier-ignore
});

describe('a proxy that is believed', () => {
  it.each([
    ['192.0.2.7', true],
    ['192.0.2.7:443', true],
    ['::ffff:192.0.2.7', true],
    ['10.1.2.3:80', true],
    ['[2001:db8:0:ff::9]:443', true],
    ['192.0.2.8', false],
    ['11.1.2.3', false],
    ['2001:db9::1', false],
    ['unknown', false],
    ['', false],
    [undefined, false],
  ])('is known by its address, whatever is written beside it: %s is one: %s', (text, expected) => {
    expect(isAmong(['192.0.2.7', '10.0.0.0/8', '2001:db8::/32'])(text)).toBe(expected);
  });
});
