import type { Program, Settings } from '#config';
import { reachedAt } from '#observability';

/**
 * The settings of each process besides the common ones: its ports and the interface it listens on. The operator sets
 * that of the gateway; only the gateway reaches the others.
 */
export function environmentOf(
  app: Program,
  { host, metricsPort }: Pick<Settings, 'host' | 'metricsPort'>,
  ports: Readonly<Record<Program, number>>,
): Record<string, string> {
  const all = Object.keys(ports) as Program[];
  const urls = all.map((other): [string, string] => {
    const at = other === 'gateway' ? reachedAt(host) : '127.0.0.1';
    return [`${other.toUpperCase()}_URL`, `http://${at}:${ports[other]}`];
  });
  return {
    ...Object.fromEntries(urls),
    HOST: app === 'gateway' ? host : '127.0.0.1',
    PORT: String(ports[app]),
    // Each process has its own metrics. If a port is set, the gateway uses it and the others use the following ones.
    LRA_METRICS_PORT: String(metricsPort === 0 ? 0 : metricsPort + all.indexOf(app)),
  };
}
