import { describe, expect, it } from '@jest/globals';
import { addressKey } from './address-key.js';

describe('the key under which an address is counted', () => {
  it('is the same for all addresses of one IPv6 network, and for an IPv4 address however it is written', () => {
    expect(addressKey('2001:db8:1:2::1')).toBe(addressKey('2001:db8:1:2:ffff::9'));
    expect(addressKey('2001:db8:1:2::1')).not.toBe(addressKey('2001:db8:1:3::1'));
    expect(addressKey('::ffff:192.0.2.1')).toBe(addressKey('192.0.2.1'));
    expect(addressKey('192.0.2.1')).not.toBe(addressKey('192.0.2.2'));
  });
});
