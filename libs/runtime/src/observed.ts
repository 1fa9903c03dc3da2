import { existsSync, readFileSync } from 'node:fs';
import type { Settings } from '#config';
import { describeError, Observability, serveMetrics, type Listening } from '#observability';

/** A process with log, metrics and, if a collector is set, traces. */
export interface Observed {
  readonly observability: Observability;
  /** Where Prometheus reads. */
  readonly metrics: Listening;
  /** Call it last. */
  close(): Promise<void>;
}

/**
 * @param name of the log file
 * @param folder of the log files; unset: the log goes to standard output, and people see nothing else
 * @throws when the log cannot be opened or the port of the metrics is taken
 */
export async function observe(settings: Settings, name: string, folder: string | undefined): Promise<Observed> {
  const tell = (severity: 'warn' | 'error' | 'fatal', line: string) => {
    if (severity === 'warn') console.log(line);
    else console.error(line);
  };
  const observability = await Observability.open(settings, version(), { name, folder, ...(folder ? { tell } : {}) });
  const { log } = observability;
  const onExit = () => log?.flush();
  const onCrash = (error: Error) => log?.write('fatal', 'The process crashes.', { error: describeError(error) });
  process.on('exit', onExit).on('uncaughtExceptionMonitor', onCrash);
  try {
    const metrics = await serveMetrics(observability.metrics, settings.metricsPort, settings.metricsHost);
    return {
      observability,
      metrics: metrics.at,
      async close() {
        await metrics.close();
        await observability.close();
        process.off('exit', onExit).off('uncaughtExceptionMonitor', onCrash);
      },
    };
  } catch (error) {
    await observability.close();
    if ((error as { code?: unknown }).code !== 'EADDRINUSE') throw error;
    throw new Error(
      `Port ${settings.metricsPort} is in use: end the other program or set LRA_METRICS_PORT to another one.`,
    );
  }
}

/** From the package of this program, some folders above, built or not. */
function version(): string {
  for (let folder = new URL('./', import.meta.url); ; folder = new URL('../', folder)) {
    const file = new URL('package.json', folder);
    if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
    if (folder.pathname === '/') return 'unknown';
  }
}
