import { createRequire } from 'node:module';
import type { Settings } from '#config';
import { isLoopback } from '#outbound';
import { oidcSettings } from './oidc.settings.js';

/**
 * Whether the demo people may sign in: only if nobody but the users of this machine can reach the system, and the
 * package for it is installed (a production installation omits it).
 */
export function offersDemoPeople(settings: Settings, isEmbedded: boolean): boolean {
  const { host, publicUrl, trustProxy } = settings;
  const isLocal = isLoopback(host) && (publicUrl === undefined || isLoopback(new URL(publicUrl).hostname));
  return isEmbedded && settings.of(oidcSettings) === undefined && isLocal && trustProxy.length === 0 && isInstalled();
}

function isInstalled(): boolean {
  try {
    createRequire(import.meta.url).resolve('oidc-provider');
    return true;
  } catch {
    return false;
  }
}
