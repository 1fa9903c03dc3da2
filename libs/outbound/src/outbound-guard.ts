import { lookup as resolve, Resolver } from 'node:dns/promises';
import { isIP, type Socket } from 'node:net';
import { Agent, buildConnector, errors } from 'undici';
import type { AllowList, Endpoint } from './allow-list.js';
import { isPublicAddress } from './public-address.js';

export { AllowList, parseAllowList } from './allow-list.js';
export { isPublicAddress } from './public-address.js';

/** The subject of a refusal: the URL's form, its scheme, or the addresses of its host. */
export type RefusalKind = 'url' | 'scheme' | 'address';

/** The guard did not open a connection. The message names no address: a caller from outside must not learn our inner names. */
export class RefusedTargetError extends Error {
  override readonly name = 'RefusedTargetError';

  constructor(
    readonly kind: RefusalKind,
    message: string,
  ) {
    super(message);
  }
}

/** The host's name has no address, or its name servers did not answer; `cause` has the resolver's error. */
export class UnresolvedNameError extends Error {
  override readonly name = 'UnresolvedNameError';
}

/** All addresses of a host name, in the order in which they should be tried. */
export type Lookup = (hostname: string) => Promise<readonly string[]>;

/** Many servers refuse longer URLs, and only probing needs them. */
const LONGEST_URL = 2048;

/** The most addresses of a name that are tried. */
const MOST_ADDRESSES = 4;

const NOT_PUBLIC = 'The host is or resolves to an address outside the public internet.';
const HTTPS_ONLY = 'The scheme must be https.';

/**
 * The check that needs no network. It is made when a URL is submitted, so that its author learns at once of one that
 * can never work. It is no protection: {@link createGuardedAgent} checks the addresses of a name at every
 * connection.⏎⏎`URL` has already normalised odd spellings of addresses: `http://2130706433/`, `0x7f.1`,
 * `[::ffff:127.0.0.1]`.⏎⏎@returns the reason for a refusal as one sentence, or undefined
 * It is no protection: what a name resolves to is checked by {@link createGuardedAgent} at every connection.
 *
 * `URL` has already normalised odd spellings of addresses: `http://2130706433/`, `0x7f.1`, `[::ffff:127.0.0.1]`.
 *
 * @returns the reason for a refusal as one sentence, or undefined
 */
export function checkUrl(url: string, allow: AllowList): string | undefined {
  return findRefusal(url, allow)?.message;
}

/** As {@link checkUrl}, with the kind of refusal. */
export function findRefusal(url: string, allow: AllowList): RefusedTargetError | undefined {
  if (url.length > LONGEST_URL) {
    return new RefusedTargetError('url', `The URL must have at most ${LONGEST_URL} characters.`);
  }
  // URL silently drops tabs and line breaks and encodes other control characters: the called URL would differ from the
  // shown one.
  if (/[^\x21-\x7e\u00a0-\uffff]/.test(url) || !URL.canParse(url)) {
    return new RefusedTargetError(
      'url',
      'The URL must be absolute and without spaces, such as https://city.example/events.',
    );
  }
  const { protocol, hostname, port, username, password } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') {
    return new RefusedTargetError('scheme', HTTPS_ONLY);
  }
  if (username !== '' || password !== '') {
    return new RefusedTargetError('url', 'The URL must not contain a user name or password.');
  }
  if (port === '0') {
    return new RefusedTargetError('url', 'The port must not be 0.');
  }
  return findTargetRefusal(protocol, toEndpoint(protocol, hostname, port), allow);
}

function findTargetRefusal(protocol: string, target: Endpoint, allow: AllowList): RefusedTargetError | undefined {
  if (allow.permitsName(target)) {
    return undefined;
  }
  const literal = literalOf(target.hostname);
  if (literal !== undefined) {
    return refuseAddresses(protocol, target, [literal], allow);
  }
  if (protocol === 'http:' && !allow.permitsSomeAddress(target.port)) {
    return new RefusedTargetError('scheme', HTTPS_ONLY);
  }
  return undefined;
}

/** The address of a host that needs no resolution: itself, or loopback for `localhost` (RFC 6761, 6.3). */
function literalOf(hostname: string): string | undefined {
  if (isIP(hostname) !== 0) {
    return hostname;
  }
  return hostname === 'localhost' || hostname.endsWith('.localhost') ? '127.0.0.1' : undefined;
}

function toEndpoint(protocol: string, hostname: string, port: string): Endpoint {
  return {
    hostname: hostname.replace(/^\[|\]$/g, '').replace(/\.$/, ''),
    port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
  };
}

/**
 * The rule: https to public addresses, and anything to what the operator has allowed.
 *
 * One refused address refuses the whole host. A name with both public and private addresses is an attack or a mistake.
 * Using only the harmless addresses would hide it, and the result would depend on the resolver's order.
 */
function refuseAddresses(
  protocol: string,
  target: Endpoint,
  addresses: readonly string[],
  allow: AllowList,
): RefusedTargetError | undefined {
  const unlisted = allow.permitsName(target) ? [] : addresses.filter((ip) => !allow.permitsAddress(ip, target.port));
  if (!unlisted.every(isPublicAddress)) {
    return new RefusedTargetError('address', NOT_PUBLIC);
  }
  return protocol === 'https:' || unlisted.length === 0 ? undefined : new RefusedTargetError('scheme', HTTPS_ONLY);
}

export interface GuardOptions {
  allow: AllowList;
  /** For resolving and connecting together, over all addresses, in milliseconds; 10 s by default. */
  connectTimeoutMs?: number;
  /**
   * Resolves names; by default {@link askNameServers}, or the system's resolver when the operator has allowed inner
   * addresses.
   */
  lookup?: Lookup;
  /** Trusted certificate authorities (PEM) instead of Node's own. */
  ca?: string;
}

/**
 * An agent for calls to addresses that strangers have given us, which cannot reach the inner network.
 *
 * The check sits in `connect`, where every way to a socket passes: literal addresses, which skip a socket's `lookup`, as well
 * as names. The name is resolved once, all its addresses are checked, and the socket is opened to a checked address as a
 * literal: there is no second resolution that could give another answer (DNS rebinding). TLS still verifies the name.
 * A connection that is kept alive stays with the address it was checked for. Redirects are never followed by undici's `request`.
 *
 * Rejects with {@link RefusedTargetError}, {@link UnresolvedNameError}, or what the socket failed with.
 */
export function createGuardedAgent({ allow, connectTimeoutMs = 10_000, lookup, ca }: GuardOptions): Agent {
  const open = async (target: buildConnector.Options): Promise<Socket> => {
    const deadline = performance.now() + connectTimeoutMs;
    const endpoint = toEndpoint(target.protocol, target.hostname, target.port);
    const addresses = await within(
      connectTimeoutMs,
      resolveChecked(target.protocol, endpoint, allow, lookup ?? lookupFor(endpoint, allow)),
    );
    return connectToFirst(addresses, { target, servername: endpoint.hostname, deadline, ca });
  };
  return new Agent({
    connect: (target, callback) => {
      void open(target).then(
        (socket) => {
          callback(null, socket);
        },
        (error: unknown) => {
          callback(error as Error, null);
        },
      );
    },
  });
}

const publicNames = new Resolver({ timeout: 2_000, tries: 2 });

/** Only the system knows inner names, and only the operator can have intended one. */
const lookupFor = (target: Endpoint, allow: AllowList): Lookup =>
  allow.permitsName(target) || allow.permitsSomeAddress(target.port) || target.hostname === 'localhost'
    ? systemLookup
    : (hostname) => askNameServers(hostname, publicNames);

/**
 * Asks name servers without the system's resolver, which blocks one of the four threads of the process until they
 * answer: a few names with silent servers would delay every other name, file and hash.
 */
export async function askNameServers(hostname: string, resolver: Resolver): Promise<string[]> {
  const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
  const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  const [first] = answers;
  if (addresses.length === 0 && first.status === 'rejected') throw first.reason;
  return addresses;
}

async function systemLookup(hostname: string): Promise<string[]> {
  const found = await resolve(hostname, { all: true });
  return found.map(({ address }) => address);
}

async function resolveChecked(
  protocol: string,
  target: Endpoint,
  allow: AllowList,
  lookup: Lookup,
): Promise<readonly string[]> {
  const addresses = isIP(target.hostname) === 0 ? await resolveName(target.hostname, lookup) : [target.hostname];
  const refusal = refuseAddresses(protocol, target, addresses, allow);
  if (refusal !== undefined) {
    throw refusal;
  }
  return addresses;
}

/** A look-up cannot be cancelled, only abandoned; otherwise closing the agent would wait for a dead name server. */
async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new errors.ConnectTimeoutError('Resolving the host name took too long'));
    }, timeoutMs);
  });
  return Promise.race([work, expiry]).finally(() => {
    clearTimeout(timer);
  });
}

async function resolveName(hostname: string, lookup: Lookup): Promise<readonly string[]> {
  const addresses = await lookup(hostname).catch((cause: unknown) => {
    throw new UnresolvedNameError('The host name could not be resolved.', { cause });
  });
  // A socket would resolve anything that is not an address a second time, past the check.
  if (addresses.length === 0 || addresses.some((ip) => isIP(ip) === 0)) {
    throw new UnresolvedNameError('The host name has no address.');
  }
  return addresses;
}

interface ConnectionPlan {
  target: buildConnector.Options;
  servername: string;
  /** On the clock of `performance.now()`. */
  deadline: number;
  ca: string | undefined;
}

/**
 * Tries the addresses in turn; each gets its share of the remaining time, so that one that drops packets leaves some
 * for the next.
 */
async function connectToFirst(addresses: readonly string[], plan: ConnectionPlan): Promise<Socket> {
  const candidates = addresses.slice(0, MOST_ADDRESSES);
  let failure: unknown = new errors.ConnectTimeoutError('No time was left to connect');
  for (const [index, address] of candidates.entries()) {
    const timeLeft = plan.deadline - performance.now();
    if (timeLeft <= 0) {
      break;
    }
    try {
      return await connectTo(address, plan, Math.ceil(timeLeft / (candidates.length - index)));
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

function connectTo(address: string, { target, servername, ca }: ConnectionPlan, timeout: number): Promise<Socket> {
  const { host, protocol, port, localAddress } = target;
  // No session cache: undici keys it by name alone, and a name may stand for several servers.
  const connect = buildConnector({ timeout, maxCachedSessions: 0, ca });
  return new Promise((resolveSocket, reject) => {
    connect(
      // An address is no server name (RFC 6066, 3); left out, TLS verifies the certificate against the address.
      {
        hostname: address,
        host,
        protocol,
        port,
        localAddress,
        servername: isIP(servername) === 0 ? servername : undefined,
      },
      (...[error, socket]) => {
        if (error === null) {
          resolveSocket(socket);
        } else {
          reject(error);
        }
      },
    );
  });
}
