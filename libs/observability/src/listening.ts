import type { AddressInfo } from 'node:net';

/** Where a server listens. */
export interface Listening {
  /** The address at which this machine reaches it. */
  readonly url: string;
  /** The same for people, who must know when other machines reach it too. */
  readonly told: string;
}

/** The host of a URL at which this machine reaches a server that listens at `host`. */
export function reachedAt(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

export function listeningAt({ address, port }: AddressInfo, path = ''): Listening {
  const url = `http://${reachedAt(address)}:${port}${path}`;
  const isEverywhere = address === '0.0.0.0' || address === '::';
  return { url, told: isEverywhere ? `${url} (open at every address of this machine)` : url };
}
