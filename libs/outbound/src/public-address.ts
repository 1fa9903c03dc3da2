import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;

/** Everything that IANA has assigned to hosts of the internet; the rest is special, or not yet assigned. */
const GLOBAL_UNICAST_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** Microsoft Azure serves machines their configuration here, only from within them: a metadata address in public space. */
const AZURE_PLATFORM = '168.63.129.16';

/**
 * Reads an address in its usual spelling, unchanged. Spellings that only some parsers accept (`0x7f.1`, `010.0.0.1`)
 * and zone ids are not addresses here.
 */
export function parsePlainAddress(ip: string): IpAddress | undefined {
  const family = isIP(ip);
  if (family === 0 || ip.includes('%')) {
    return undefined;
  }
  // ipaddr.js reads `::8.8.8.8` as `::ffff:8.8.8.8`, the kernel does not: it gets the spelling without dots, by WHATWG URL.
  return ipaddr.parse(family === 4 ? ip : new URL(`http://[${ip}]/`).hostname.slice(1, -1));
}

/** As {@link parsePlainAddress}, with IPv4-mapped IPv6 unwrapped: `::ffff:10.0.0.1` is 10.0.0.1, the kernel connects to just that. */
export function parseAddress(ip: string): IpAddress | undefined {
  const address = parsePlainAddress(ip);
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

/**
 * Whether an address belongs to the public internet, so that calling it cannot reach a network of our own.
 *
 * Public is only what is positively known to be: range `unicast` of ipaddr.js (IANA's special-purpose registries), for IPv6
 * in addition within 2000::/3. That leaves out loopback, private, link-local (with 169.254.169.254), CGNAT, ULA (with
 * fd00:ec2::254), multicast, documentation, benchmarking and reserved blocks, and all forms that carry an IPv4 address
 * inside an IPv6 one: IPv4-compatible, NAT64 (64:ff9b::/96, 64:ff9b:1::/48), 6to4, Teredo.
 *
 * @param ip an IPv4 or IPv6 address; what is no address is not public
 */
export function isPublicAddress(ip: string): boolean {
  const address = parseAddress(ip);
  if (address === undefined || address.range() !== 'unicast') {
    return false;
  }
  return address instanceof ipaddr.IPv6 ? address.match(GLOBAL_UNICAST_IPV6) : address.toString() !== AZURE_PLATFORM;
}

/** Whether a host, as in a URL or a setting, is this machine and reached from nowhere else. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '');
  return bare === 'localhost' || parseAddress(bare)?.range() === 'loopback';
}

/** Addresses that share their first bits, of which the number says how many. */
export type AddressRange = readonly [IpAddress, number];

/**
 * Reads a CIDR range such as `10.20.0.0/16`.
 * @throws Error that says what is wrong with it, without naming it
 */
export function parseRange(text: string): AddressRange {
  const [ip = '', bits = ''] = text.split('/', 2);
  const base = parsePlainAddress(ip);
  const width = base instanceof ipaddr.IPv4 ? 32 : 128;
  if (base === undefined || text !== `${ip}/${bits}` || !/^\d{1,3}$/.test(bits) || Number(bits) > width) {
    throw new Error('is not a CIDR range such as 10.20.0.0/16 or fd00::/8');
  }
  if (base instanceof ipaddr.IPv6 && base.isIPv4MappedAddress()) {
    throw new Error('must be written as the IPv4 range that it stands for');
  }
  // 10.1.2.3/8 may be meant as the one host or as the whole block: the difference is too large to guess.
  const network = base instanceof ipaddr.IPv4 ? ipaddr.IPv4 : ipaddr.IPv6;
  const first = network.networkAddressFromCIDR(`${base.toString()}/${bits}`).toString();
  if (first !== base.toString()) {
    throw new Error(`has bits beyond its prefix: write ${first}/${bits} for the range or ${ip}/${width} for the host`);
  }
  return [base, Number(bits)];
}

export const isWithin = (address: IpAddress, [base, bits]: AddressRange): boolean =>
  base.kind() === address.kind() && address.match(base, bits);

/**
 * Reads an address, or a range of them.
 * @throws Error as {@link parseRange}
 */
export function parseAddressOrRange(text: string): AddressRange {
  const address = parseAddress(text);
  return address ? [address, address.kind() === 'ipv4' ? 32 : 128] : parseRange(text);
}

export function isAddressOrRange(text: string): boolean {
  try {
    parseAddressOrRange(text);
    return true;
  } catch {
    return false;
  }
}
