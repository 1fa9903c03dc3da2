import { isLoopback } from '#outbound';

/**
 * Whether a `Host` header names this machine itself, by `localhost` or by address. A page of any other name may come from
 * elsewhere, and have its name lead here once it is loaded (DNS rebinding): the browser takes what answers for its own.
 */
export function isLocalHost(header: string | undefined): boolean {
  const [, host] = /^(localhost|\d+\.\d+\.\d+\.\d+|\[[\da-f:.]+\])(?::\d+)?$/i.exec(header ?? '') ?? [];
  return host !== undefined && isLoopback(host.toLowerCase());
}
