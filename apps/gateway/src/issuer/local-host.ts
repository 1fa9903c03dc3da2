import { isLoopback } from '#outbound';

/**
 * Whether a `Host` header names this machine itself, by `localhost` or by address. A page of any other name may come
 * from elsewhere and make its name point here once it is loaded (DNS rebinding): the browser then takes our answers for
 * the page's own.
 */
export function isLocalHost(header: string | undefined): boolean {
  const [, host] = /^(localhost|\d+\.\d+\.\d+\.\d+|\[[\da-f:.]+\])(?::\d+)?$/i.exec(header ?? '') ?? [];
  return host !== undefined && isLoopback(host.toLowerCase());
}
