import type { IncomingMessage } from 'node:http';

/**
 * Path and query of a request's target. A client may send the whole address there, as it does to a proxy, and then the
 * host in it counts (RFC 9112, sections 3.2.2 and 3.3).
 */
export function pathAndQuery({ url = '/', headers }: Pick<IncomingMessage, 'url' | 'headers'>): string {
  const [, host, rest] = /^https?:\/\/([^/?#]*)(.*)$/is.exec(url) ?? [];
  if (host === undefined || rest === undefined) return url;
  headers.host = host;
  return rest.startsWith('/') ? rest : `/${rest}`;
}
