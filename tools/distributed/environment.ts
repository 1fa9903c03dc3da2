import type { App, Settings } from '#config';
import { reachedAt } from '#observability';

/**
 * What each process is given besides what all have: its ports, and where it listens. The gateway is reached as the operator
 * says; those behind it are for it alone.
 */
export function environmentOf(
  app: App,
  { host, metricsPort }: Pick<Settings, 'host' | 'metricsPort'>,
  ports: Readonly<Record<App, number>>,
): Record<string, string> {
  const all = Object.keys(ports) as App[];
  const urls = all.map((other): [string, string] => {
    const at = other === 'gateway' ? reachedAt(host) : '127.0.0.1';
    return [`${other.toUpperCase()}_URL`, `http://${at}:${ports[other]}`];
  });
  return {
    ...Object.fromEntries(urls),
    HOST: app === 'gateway' ? host : '127.0.0.1',
    PORT: String(ports[app]),
    // Each process has metrics of its own; where a port is set the gateway has that one and the others the next ones.
    LRA_METRICS_PORT: String(metricsPort === 0 ? 0 : metricsPort + all.indexOf(app)),
  };
}
