import { isWithin, parseAddress, parseAddressOrRange, type IpAddress } from '#outbound';

/** Key of all callers whose address is unknown. */
const UNKNOWN = 'unknown';

/**
 * Reads the address that a proxy gives for a caller: with a port or a zone, in brackets or quotes, IPv4 as IPv6.
 * Undefined when there is none, as in `unknown` or the names behind which RFC 7239 lets a proxy hide callers.
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
 * The key under which callers of one address are counted, in whatever form it is written. Networks are assigned as /64,
 * so one IPv6 host can use any address in its own. All callers of unknown address share one key.
 */
export function addressKey(text: string | undefined): string {
  const address = addressIn(text ?? '');
  if (!address) return UNKNOWN;
  return address.kind() === 'ipv4' ? address.toString() : `${address.toByteArray().slice(0, 8).join('.')}/64`;
}

/**
 * Tells whether an address, in whatever form it is written, is one of these or in one of these CIDR ranges. A
 * connection that its caller has cut has no address any more.
 */
export function isAmong(list: readonly string[]): (text: string | undefined) => boolean {
  const ranges = list.map(parseAddressOrRange);
  return (text) => {
    const address = addressIn(text ?? '');
    return address !== undefined && ranges.some((range) => isWithin(address, range));
  };
}
