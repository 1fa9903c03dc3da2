import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

export type IpAddress = ipaddr.IPv4 | ipaddr.IPv6;

/** Everything IANA has handed out for hosts of the internet; what lies outside is special, or not yet given to anyone. */
const GLOBAL_UNICAST_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/** Microsoft Azure answers here, from within its machines only, with their configuration: a metadata address in public space. */
const AZURE_PLATFORM = '168.63.129.16';

/**
 * Reads an address in its usual spelling, as it stands. Spellings that only some parsers take (`0x7f.1`, `010.0.0.1`) and
 * zone ids are not addresses here.
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
