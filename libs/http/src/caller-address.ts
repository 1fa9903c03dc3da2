import { isWithin, parseAddress, parseAddressOrRange, type IpAddress } from '#outbound';

/** Key of whoever comes from where nobody says. */
const UNKNOWN = 'unknown';

/**
 * The address in what a proxy writes of a caller: with a port or a zone, in brackets or quotes, IPv4 as IPv6. Undefined where
 * there is none, as in `unknown` or the names that RFC 7239 lets a proxy hide callers behind.
 */
function addressIn(text: string): IpAddress | undefined {
  const whole = text.trim().replace(/^"(.*)"$/, '$1');
  const withoutPort = whole.replace(/:[\w.-]*$/, '');
  for (const part of [whole, withoutPort]) {
    const address = parseAddress(part.replace(/^\[(.*)\]$/, '$1').replace(/%.*$/, ''));
    if (address) return address;
  }
  return undefined;
}

/**
 * Under which callers of one address are counted, however it is written. Networks are given out as /64: one IPv6 host can use
 * any address of its own. Callers whose address nobody knows are one.
 */
export function addressKey(text: string | undefined): string {
  const address = addressIn(text ?? '');
  if (!address) return UNKNOWN;
  return address.kind() === 'ipv4' ? address.toString() : `${address.toByteArray().slice(0, 8).join('.')}/64`;
}

/**
 * Tells whether an address, however it is written, is one of these or in one of these CIDR ranges. A connection that its
 * caller has cut has no address any more.
 */
export function isAmong(list: readonly string[]): (text: string | undefined) => boolean {
  const ranges = list.map(parseAddressOrRange);
  return (text) => {
    const address = addressIn(text ?? '');
    return address !== undefined && ranges.some((range) => isWithin(address, range));
  };
}
