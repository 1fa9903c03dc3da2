import { createSocket } from 'node:dgram';
import { Resolver, lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { BlockList, isIP } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AllowList, askNameServers, checkUrl, isPublicAddress, parseAllowList } from './outbound-guard.js';

const NOTHING = new AllowList();

const PUBLIC = [
  '1.1.1.1',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.0',
  '169.253.255.255',
  '169.255.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '192.169.0.0',
  '198.17.255.255',
  '198.20.0.0',
  '223.255.255.255',
  '::ffff:8.8.8.8',
  '::ffff:808:808',
  '2001:4860:4860::8888',
  '2606:4700:4700::1111',
  '2a00:1450:4001:81b::200e',
  '2003::1',
];

const NOT_PUBLIC: readonly (readonly [string, string])[] = [
  ['this network', '0.0.0.0'],
  ['this network', '0.255.255.255'],
  ['private', '10.0.0.0'],
  ['private', '10.255.255.255'],
  ['private', '172.16.0.0'],
  ['private', '172.31.255.255'],
  ['private', '192.168.0.0'],
  ['private', '192.168.255.255'],
  ['CGNAT', '100.64.0.0'],
  ['CGNAT', '100.127.255.255'],
  ['metadata of Alibaba, CGNAT', '100.100.100.200'],
  ['loopback', '127.0.0.1'],
  ['loopback', '127.255.255.255'],
  ['link-local', '169.254.0.0'],
  ['metadata', '169.254.169.254'],
  ['metadata of Amazon ECS', '169.254.170.2'],
  ['metadata of Azure', '168.63.129.16'],
  ['metadata of Oracle, protocol assignments', '192.0.0.192'],
  ['documentation', '192.0.2.1'],
  ['documentation', '198.51.100.1'],
  ['documentation', '203.0.113.1'],
  ['6to4 relay', '192.88.99.1'],
  ['benchmarking', '198.18.0.0'],
  ['benchmarking', '198.19.255.255'],
  ['multicast', '224.0.0.1'],
  ['multicast', '239.255.255.255'],
  ['reserved', '240.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['unspecified', '::'],
  ['loopback', '::1'],
  ['IPv4-compatible loopback', '::127.0.0.1'],
  ['IPv4-compatible public', '::8.8.8.8'],
  ['IPv4-mapped loopback', '::ffff:127.0.0.1'],
  ['IPv4-mapped metadata', '::ffff:a9fe:a9fe'],
  ['IPv4-mapped private, spelled out', '0:0:0:0:0:ffff:0a00:0001'],
  ['IPv4-translated', '::ffff:0:10.0.0.1'],
  ['NAT64 of loopback', '64:ff9b::7f00:1'],
  ['NAT64 of a public address', '64:ff9b::8.8.8.8'],
  ['NAT64 local use', '64:ff9b:1::1'],
  ['NAT64 local use', '64:ff9b:1:ffff::10.0.0.1'],
  ['6to4 of loopback', '2002:7f00:1::'],
  ['6to4 of a public address', '2002:808:808::1'],
  ['Teredo', '2001::1'],
  ['Teredo', '2001:0:ffff:ffff::1'],
  ['benchmarking', '2001:2::1'],
  ['ORCHID', '2001:10::1'],
  ['ORCHIDv2', '2001:20::1'],
  ['documentation', '2001:db8::1'],
  ['documentation', '3fff::1'],
  ['discard', '100::1'],
  ['segment routing', '5f00::1'],
  ['ULA', 'fc00::1'],
  ['ULA', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  ['metadata', 'fd00:ec2::254'],
  ['link-local', 'fe80::1'],
  ['link-local', 'febf::1'],
  ['link-local with a zone', 'fe80::1%eth0'],
  ['a zone on a public address', '2606:4700:4700::1111%1'],
  ['site-local', 'fec0::1'],
  ['multicast', 'ff02::1'],
  ['not given to anyone', '4000::1'],
  ['not given to anyone', '1fff:ffff::1'],
  ['no address', ''],
  ['no address', 'localhost'],
  ['no address', '1.1.1'],
  ['no address in its usual spelling', '0x08080808'],
  ['no address in its usual spelling', '010.8.8.8'],
  ['no address in its usual spelling', '134744072'],
  ['no address', '[2606:4700:4700::1111]'],
  ['no address', ' 8.8.8.8'],
];

/** A second opinion, made from IANA's registry by hand and Node's own matching, against which random addresses are held. */
function specialIPv4(): BlockList {
  const list = new BlockList();
  for (const range of [
    ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24'],
    ...['192.0.2.0/24', '192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24', '192.168.0.0/16', '192.175.48.0/24'],
    ...['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4', '168.63.129.16/32'],
  ]) {
    const [net = '', bits = ''] = range.split('/');
    list.addSubnet(net, Number(bits), 'ipv4');
  }
  return list;
}

const SPECIAL_IPV4 = specialIPv4();
const hex = (byte: number): string => byte.toString(16).padStart(2, '0');
const groups = (ip: string): string => {
  const [a = 0, b = 0, c = 0, d = 0] = ip.split('.').map(Number);
  return `${hex(a)}${hex(b)}:${hex(c)}${hex(d)}`;
};

/** Addresses of the whole space, and, half the time, of the neighbourhood of the special blocks. */
const ipv4 = fc.oneof(
  fc.ipV4(),
  fc
    .tuple(
      fc.constantFrom(
        '0.',
        '10.',
        '100.',
        '127.',
        '169.254.',
        '172.',
        '192.0.',
        '192.168.',
        '192.88.99.',
        '198.',
        '224.',
        '255.',
      ),
      fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 4, maxLength: 4 }),
    )
    .map(([start, rest]) => [...start.split('.').filter(Boolean), ...rest].slice(0, 4).join('.')),
);
const privateIPv4 = ipv4.filter((ip) => SPECIAL_IPV4.check(ip, 'ipv4'));

describe('isPublicAddress', () => {
  it.each(PUBLIC)('takes %s as public', (ip) => {
    expect(isPublicAddress(ip)).toBe(true);
  });

  it.each(NOT_PUBLIC)('takes %s (%s) as not public', (_, ip) => {
    expect(isPublicAddress(ip)).toBe(false);
  });

  it('agrees with the registry of special-purpose blocks for any IPv4 address, mapped or not', () => {
    fc.assert(
      fc.property(ipv4, (ip) => {
        const expected = !SPECIAL_IPV4.check(ip, 'ipv4');
        expect(isPublicAddress(ip)).toBe(expected);
        expect(isPublicAddress(`::ffff:${ip}`)).toBe(expected);
        expect(isPublicAddress(`::ffff:${groups(ip)}`)).toBe(expected);
      }),
      { numRuns: 1000 },
    );
  });

  it('takes no IPv6 address that carries an IPv4 address by way of a transition mechanism as public', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 0xffff }), (ip, any) => {
        const tail = any.toString(16);
        for (const address of [
          `::${ip}`,
          `64:ff9b::${ip}`,
          `64:ff9b:1:${tail}::${ip}`,
          `2002:${groups(ip)}::${tail}`,
          `2001:0:${groups(ip)}::${tail}`,
          `::ffff:0:${ip}`,
        ]) {
          expect([address, isIP(address), isPublicAddress(address)]).toEqual([address, 6, false]);
        }
      }),
    );
  });

  it('takes no IPv6 address outside 2000::/3 as public', () => {
    fc.assert(
      fc.property(fc.ipV6(), (ip) => {
        const first = Number.parseInt(ip.split(':')[0] || '0', 16);
        // The one exception is IPv4-mapped, which is judged as IPv4.
        fc.pre((first < 0x2000 || first > 0x3fff) && !/^(0*:)+(:|ffff:)/i.test(ip));
        expect(isPublicAddress(ip)).toBe(false);
      }),
    );
  });

  it('takes no text as public that is no address', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(isIP(text) === 0);
        expect(isPublicAddress(text)).toBe(false);
      }),
    );
  });
});

describe('parseAllowList', () => {
  it('allows nothing when empty', () => {
    for (const text of ['', ' ', ',', ' , ']) {
      const allow = parseAllowList(text);
      expect(allow.permitsName({ hostname: 'localhost', port: 80 })).toBe(false);
      expect(allow.permitsAddress('127.0.0.1', 80)).toBe(false);
      expect(allow.permitsSomeAddress(80)).toBe(false);
    }
  });

  it('opens a name at its port alone, however it is spelled', () => {
    const allow = parseAllowList('Receiver.Internal:8080, my_app:80,bücher.example:443');
    expect(allow.permitsName({ hostname: 'receiver.internal', port: 8080 })).toBe(true);
    expect(allow.permitsName({ hostname: 'receiver.internal', port: 8081 })).toBe(false);
    expect(allow.permitsName({ hostname: 'other.internal', port: 8080 })).toBe(false);
    expect(allow.permitsName({ hostname: 'my_app', port: 80 })).toBe(true);
    expect(allow.permitsName({ hostname: 'xn--bcher-kva.example', port: 443 })).toBe(true);
    expect(allow.permitsSomeAddress(8080)).toBe(false);
  });

  it('opens an address at its port alone, in any spelling of it', () => {
    const allow = parseAllowList('127.0.0.1:9000,[0:0::1]:9001');
    expect(allow.permitsAddress('127.0.0.1', 9000)).toBe(true);
    expect(allow.permitsAddress('::ffff:127.0.0.1', 9000)).toBe(true);
    expect(allow.permitsAddress('127.0.0.1', 9001)).toBe(false);
    expect(allow.permitsAddress('127.0.0.2', 9000)).toBe(false);
    expect(allow.permitsAddress('::1', 9001)).toBe(true);
    expect(allow.permitsAddress('::1', 9000)).toBe(false);
    expect(allow.permitsAddress('no address', 9000)).toBe(false);
    expect([9000, 9001, 900].map((port) => allow.permitsSomeAddress(port))).toEqual([true, true, false]);
  });

  it('opens a range at any port, and no other family by it', () => {
    const allow = parseAllowList('10.20.0.0/16,fd00::/8');
    expect(allow.permitsAddress('10.20.255.255', 1)).toBe(true);
    expect(allow.permitsAddress('::ffff:10.20.0.1', 65_535)).toBe(true);
    expect(allow.permitsAddress('10.21.0.0', 1)).toBe(false);
    expect(allow.permitsAddress('fd12::1', 1)).toBe(true);
    expect(allow.permitsAddress('fc12::1', 1)).toBe(false);
    expect(parseAllowList('::/0').permitsAddress('10.0.0.1', 1)).toBe(false);
    expect(parseAllowList('0.0.0.0/0').permitsAddress('10.0.0.1', 1)).toBe(true);
  });

  it.each([
    'localhost',
    'localhost:',
    ':80',
    'localhost:0',
    'localhost:65536',
    'localhost:-1',
    'localhost:http',
    '127.0.0.1',
    '0x7f.1:80',
    '2130706433:80',
    '010.0.0.1:80',
    '::1:80',
    '[::1]',
    '[::1%lo]:80',
    '[localhost]:80',
    '[127.0.0.1]:80',
    'http://localhost:80',
    'user@localhost:80',
    'a b:80',
    '*.internal:80',
    'host?x:80',
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0.0/-1',
    '10.0/8',
    '10.0.0.1/8',
    'fd00::1/8',
    'fd00::/129',
    'fe80::%1/10',
    '::ffff:10.0.0.0/104',
    'internal/8',
  ])('refuses %j with one sentence that names it', (entry) => {
    let message = '';
    try {
      parseAllowList(`ok.internal:80, ${entry}`);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toContain(`The allow-list's entry "${entry}" `);
    expect(message.replace(entry, '')).toMatch(/^.*\.$/);
  });

  it('either reads a text or names an entry of it, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          expect(parseAllowList(text)).toBeInstanceOf(AllowList);
        } catch (error) {
          expect((error as Error).message).toMatch(/^The allow-list's entry "/);
        }
      }),
    );
  });
});

describe('checkUrl', () => {
  it.each([
    'https://city.example/events',
    'https://city.example:8443/events?key=1#part',
    'https://8.8.8.8/',
    'https://[2606:4700:4700::1111]/',
    'HTTPS://City.Example',
    'https://bücher.example/straße',
    'https://localhost.example/',
  ])('takes %s', (url) => {
    expect(checkUrl(url, NOTHING)).toBeUndefined();
  });

  it.each([
    'http://city.example/',
    'http://8.8.8.8/',
    'ftp://city.example/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/plain,x',
    'gopher://city.example/',
    'unix:/var/run/docker.sock',
  ])('refuses the scheme of %s', (url) => {
    expect(checkUrl(url, NOTHING)).toBe('The scheme must be https.');
  });

  it.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://0x7f000001/',
    'https://0177.0.0.1/',
    'https://017700000001/',
    'https://127.0.0.1./',
    'https://１２７.0.0.1/',
    'https://127。0。0。1/',
    'https://%31%32%37.0.0.1/',
    'https://0/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[::127.0.0.1]/',
    'https://[64:ff9b::10.0.0.1]/',
    'https://[2002:7f00:1::]/',
    'https://[fd00:ec2::254]/latest/meta-data/',
    'https://169.254.169.254/latest/meta-data/',
    'https://0xa9fea9fe/',
    'https://10.0.0.1:8443/',
    'https://localhost/',
    'https://LOCALHOST./',
    'https://db.localhost:5432/',
    'http://127.0.0.1/',
    'http://localhost/',
  ])('refuses %s as not public', (url) => {
    expect(checkUrl(url, NOTHING)).toBe('The host is or resolves to an address outside the public internet.');
  });

  it.each([
    ['', 'absolute'],
    ['city.example', 'absolute'],
    ['//city.example/', 'absolute'],
    ['https://', 'absolute'],
    ['https://city example/', 'absolute'],
    [' https://city.example/', 'absolute'],
    ['https://city.example/a\nb', 'absolute'],
    ['ht\ttps://city.example/', 'absolute'],
    ['https://city.example/\u0000', 'absolute'],
    ['https://256.256.256.256/', 'absolute'],
    ['https://[::1%25lo]/', 'absolute'],
    ['https://user@city.example/', 'user name or password'],
    ['https://user:word@city.example/', 'user name or password'],
    ['https://:word@city.example/', 'user name or password'],
    ['https://city.example:0/', 'port'],
    ['https://city.example:65536/', 'absolute'],
    [`https://city.example/${'a'.repeat(2028)}`, 'at most 2048'],
  ])('refuses %j and says why', (url, reason) => {
    expect(checkUrl(url, NOTHING)).toContain(reason);
  });

  it('takes what is opened, with http too, and nothing beside it', () => {
    const allow = parseAllowList('localhost:8080,127.0.0.1:9000,[::1]:9000,10.20.0.0/16,receiver:80');
    for (const url of [
      'http://localhost:8080/',
      'https://localhost:8080/',
      'http://127.0.0.1:9000/',
      'http://0x7f.1:9000/',
      'http://[::1]:9000/',
      'http://[::ffff:127.0.0.1]:9000/',
      'http://10.20.1.1:1234/',
      'http://receiver/',
    ]) {
      expect([url, checkUrl(url, allow)]).toEqual([url, undefined]);
    }
    for (const url of [
      'http://localhost:8081/',
      'http://127.0.0.1:8080/',
      'http://127.0.0.1:9001/',
      'http://10.21.1.1:1234/',
      'http://8.8.8.8:9000/',
      'https://127.0.0.2:9000/',
    ]) {
      expect([url, checkUrl(url, allow)]).not.toEqual([url, undefined]);
    }
  });

  it('leaves plain http to a name open only while its resolution could lead to an opened address', () => {
    expect(checkUrl('http://receiver:8080/', parseAllowList('10.20.0.0/16'))).toBeUndefined();
    expect(checkUrl('http://receiver:8080/', parseAllowList('10.20.0.5:8080'))).toBeUndefined();
    expect(checkUrl('http://receiver:8080/', parseAllowList('10.20.0.5:80,other:8080'))).toBe(
      'The scheme must be https.',
    );
  });

  it('refuses a special IPv4 address in any spelling', () => {
    fc.assert(
      fc.property(privateIPv4, (ip) => {
        const [a = 0, b = 0, c = 0, d = 0] = ip.split('.').map(Number);
        const whole = ((a * 256 + b) * 256 + c) * 256 + d;
        for (const host of [
          ip,
          `${ip}.`,
          String(whole),
          `0x${whole.toString(16)}`,
          `0${whole.toString(8)}`,
          `0x${hex(a)}.${(b * 256 + c) * 256 + d}`,
          `${a}.0${b.toString(8)}.0x${((c << 8) | d).toString(16)}`,
          `[::ffff:${ip}]`,
          `[::${groups(ip)}]`,
          `[64:ff9b::${ip}]`,
        ]) {
          expect([host, checkUrl(`https://${host}/`, NOTHING)]).not.toEqual([host, undefined]);
        }
      }),
    );
  });

  it('answers for any text without failing', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.webUrl(),
          fc.string().map((s) => `https://${s}`),
        ),
        (text) => {
          expect(['string', 'undefined']).toContain(typeof checkUrl(text, NOTHING));
        },
      ),
    );
  });
});

describe('names of strangers', () => {
  it('whose servers are silent hold up no other name and no file', async () => {
    const silent = createSocket('udp4').bind(0, '127.0.0.1');
    await once(silent, 'listening');
    const resolver = new Resolver({ timeout: 60_000, tries: 1 });
    resolver.setServers([`127.0.0.1:${silent.address().port}`]);
    const asked = once(silent, 'message');
    const slow = Array.from({ length: 20 }, (_, n) => askNameServers(`city-${n}.example`, resolver));
    const ended = Promise.allSettled(slow);
    await asked;
    await Promise.all([lookup('localhost'), readFile(new URL(import.meta.url))]);
    resolver.cancel();
    for (const { status } of await ended) expect(status).toBe('rejected');
    silent.close();
  });

  it('are all addresses that either kind of question has found', async () => {
    const resolver = { resolve4: () => Promise.resolve(['192.0.2.1']), resolve6: () => Promise.reject(new Error()) };
    expect(await askNameServers('city.example', resolver as unknown as Resolver)).toEqual(['192.0.2.1']);
    const none = { ...resolver, resolve4: () => Promise.reject(new Error('ENOTFOUND')) };
    await expect(askNameServers('city.example', none as unknown as Resolver)).rejects.toThrow('ENOTFOUND');
  });
});
