import { isIP } from 'node:net';
import { type AddressRange, isWithin, parseAddress, parseRange } from './public-address.js';

/** One place that may be called: a host as the URL names it, and the port. */
export interface Endpoint {
  /** A host name in lower case or an address, without brackets and without a final dot. */
  hostname: string;
  port: number;
}

/**
 * The targets that an operator has allowed although they are private, or use plain http.
 *
 * `name:port` allows every address that the name resolves to. `address:port` and CIDR ranges (any port) allow
 * addresses, by whichever name they are reached.
 */
export class AllowList {
  constructor(
    private readonly names: ReadonlySet<string> = new Set(),
    private readonly addresses: ReadonlySet<string> = new Set(),
    private readonly ranges: readonly AddressRange[] = [],
  ) {}

  /** Whether the endpoint was allowed by its name. */
  permitsName({ hostname, port }: Endpoint): boolean {
    return this.names.has(`${hostname}:${port}`);
  }

  /** Whether the address, at this port, was allowed as such or by a range. */
  permitsAddress(ip: string, port: number): boolean {
    const address = parseAddress(ip);
    if (address === undefined) {
      return false;
    }
    return this.addresses.has(`${address.toString()} ${port}`) || this.ranges.some((range) => isWithin(address, range));
  }

  /** Whether some name could lead to an allowed address at this port: only its resolution can tell. */
  permitsSomeAddress(port: number): boolean {
    return this.ranges.length > 0 || [...this.addresses].some((entry) => entry.endsWith(` ${port}`));
  }
}

/**
 * Reads an allow-list such as `receiver.internal:8080, 127.0.0.1:9000, [::1]:9000, 10.20.0.0/16`.
 *
 * @param text entries separated by commas, blanks around them ignored; empty allows nothing
 * @throws Error with one sentence that names the bad entry
 */
export function parseAllowList(text: string): AllowList {
  const names = new Set<string>();
  const addresses = new Set<string>();
  const ranges: AddressRange[] = [];
  for (const entry of text.split(',').map((part) => part.trim())) {
    if (entry === '') {
      continue;
    }
    if (entry.includes('/')) {
      ranges.push(rangeIn(entry));
      continue;
    }
    const { hostname, port } = parseEndpoint(entry);
    const address = parseAddress(hostname);
    if (address === undefined) {
      names.add(`${hostname}:${port}`);
    } else {
      addresses.add(`${address.toString()} ${port}`);
    }
  }
  return new AllowList(names, addresses, ranges);
}

function rangeIn(entry: string): AddressRange {
  try {
    return parseRange(entry);
  } catch (error) {
    throw badEntry(entry, (error as Error).message);
  }
}

function parseEndpoint(entry: string): Endpoint {
  const [, bracketed, bare = '', digits = ''] = /^(?:\[([^[\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(entry) ?? [];
  const port = Number(digits);
  const hostname = bracketed === undefined ? plainHost(bare) : isIP(bracketed) === 6 ? bracketed : '';
  if (hostname === '' || bracketed?.includes('%') || port < 1 || port > 65_535) {
    throw badEntry(
      entry,
      'is neither host:port (localhost:8080, 127.0.0.1:8080, [::1]:8080) nor a CIDR range (10.20.0.0/16)',
    );
  }
  return { hostname, port };
}

/** A name as `URL` would spell it, or an IPv4 address in its usual spelling; empty for anything else. */
function plainHost(host: string): string {
  if (isIP(host) === 4) {
    return host;
  }
  const url = !/[/?#@\\%]/.test(host) && URL.canParse(`http://${host}/`) ? new URL(`http://${host}/`) : undefined;
  const name = url?.hostname.replace(/\.$/, '') ?? '';
  return isIP(name) === 0 && /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(name) ? name : '';
}

function badEntry(entry: string, fault: string): Error {
  return new Error(`The allow-list's entry "${entry}" ${fault}.`);
}
