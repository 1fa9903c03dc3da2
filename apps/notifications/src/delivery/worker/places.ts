/** Something that waits to be sent. */
export interface Waiting {
  /** The party whose share of the places it takes. */
  readonly party: string;
  /** The host to which it goes. */
  readonly host: string;
}

/** What is in progress, which limits the places for the next ones. */
export interface Load {
  /** Places that are free in this instance. */
  readonly free: number;
  /** Places taken in this instance, by party. */
  readonly held: ReadonlyMap<string, number>;
  /** Calls to hosts, over all instances. */
  readonly calls: readonly (Waiting & { readonly calls: number })[];
  /** How many calls to a host may begin now; any number when unset. */
  readonly roomAt?: (host: string) => number;
}

/** Calls to one host at once, over all instances; by the rule below one party alone gets half of them. */
export const CALLS_PER_HOST = 10;

/**
 * Which of the waiting ones, the first due first, get a place. Nobody holds more places than are left free: one party
 * alone has half of them, two have a third each, and the next party always finds one, however much the others have
 * waiting and however slow their receivers are (the dynamic threshold of Choudhury and Hahne, 1998). The same applies
 * to the calls to one host.
 */
export function inTurn<T extends Waiting>(waiting: readonly T[], { free, held, calls, roomAt }: Load): T[] {
  const places = new Share(free, held);
  const hosts = sharesOfHosts(calls);
  const share = (host: string) => hosts.get(host) ?? set(hosts, host, new Share(CALLS_PER_HOST, new Map()));
  // First a party's own hosts take turns, then the parties do.
  const byHost = numbered(
    waiting,
    ({ party, host }) => `${party} ${host}`,
    ({ party, host }) => share(host).heldBy(party),
  );
  const byParty = numbered(
    byHost,
    ({ party }) => party,
    ({ party }) => places.heldBy(party),
  );
  const begun = new Map<string, number>();
  return byParty.filter(({ party, host }) => {
    const atHost = begun.get(host) ?? 0;
    if (!places.hasRoomFor(party) || !share(host).hasRoomFor(party)) return false;
    if (roomAt && atHost >= roomAt(host)) return false;
    begun.set(host, atHost + 1);
    places.take(party);
    share(host).take(party);
    return true;
  });
}

/** Hosts to which a party can make no further call. */
export const closedHosts = (calls: Load['calls']): Waiting[] => {
  const hosts = sharesOfHosts(calls);
  return calls.filter(({ host, party }) => !hosts.get(host)!.hasRoomFor(party));
};

function sharesOfHosts(calls: Load['calls']): Map<string, Share> {
  const hosts = new Map<string, Share>();
  for (const { host, party, calls: count } of calls) {
    const share = hosts.get(host) ?? set(hosts, host, new Share(CALLS_PER_HOST, new Map()));
    for (let n = 0; n < count; n += 1) share.take(party);
  }
  return hosts;
}

function set<K, V>(map: Map<K, V>, key: K, value: V): V {
  map.set(key, value);
  return value;
}

/** A number of places, and who holds them. */
class Share {
  private readonly held: Map<string, number>;

  constructor(
    private free: number,
    held: ReadonlyMap<string, number>,
  ) {
    this.held = new Map(held);
  }

  heldBy(party: string): number {
    return this.held.get(party) ?? 0;
  }

  hasRoomFor(party: string): boolean {
    return this.heldBy(party) < this.free;
  }

  take(party: string): void {
    this.held.set(party, this.heldBy(party) + 1);
    this.free -= 1;
  }
}

/**
 * Sorts so that the first ones of each kind come before the second ones of any; those that a kind already has count as
 * its first.
 */
function numbered<T>(items: readonly T[], kindOf: (item: T) => string, already: (item: T) => number): T[] {
  const counts = new Map<string, number>();
  return items
    .map((item) => {
      const kind = kindOf(item);
      const number = counts.get(kind) ?? already(item);
      counts.set(kind, number + 1);
      return { item, number };
    })
    .sort((a, b) => a.number - b.number)
    .map(({ item }) => item);
}
