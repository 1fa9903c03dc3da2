import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pino, type Logger as Pino } from 'pino';
import type { LogLevel, Program } from '#config';
import { errorLine, type DescribedError } from './described-error.js';
import { LogDestination } from './log-destination.js';
import { currentScope, currentTraceId } from './scope.js';

/** Everything that a line may contain besides its time, level, app, trace and text. Other fields are not logged. */
export interface LogFields {
  /** Part of the program that speaks. */
  readonly context?: string | undefined;
  readonly method?: string | undefined;
  /** Pattern of the route, never the address, which can contain ids, tokens and the caller's words. */
  readonly route?: string | undefined;
  readonly status?: number | undefined;
  readonly durationMs?: number | undefined;
  /** Code of the problem that was answered. */
  readonly code?: string | undefined;
  readonly error?: DescribedError | undefined;
  /** The type and the id of the thing that the line concerns. */
  readonly kind?: string | undefined;
  readonly id?: string | undefined;
  /** Keyed hashes that show whether two lines concern the same caller or account, without revealing which. */
  readonly address?: string | undefined;
  readonly account?: string | undefined;
  readonly failures?: number | undefined;
  readonly scope?: string | undefined;
  readonly client?: string | undefined;
}

const fieldNames = [
  'context', 'method', 'route', 'status', 'durationMs', 'code', 'error', 'kind', 'id', 'address', 'account', 'failures', 'scope',
  'client',
] as const; // prettier-ignore

export type Severity = Exclude<LogLevel, 'silent'>;

export interface LogOptions {
  readonly level: LogLevel;
  /** Folder of the log files; unset: standard output. */
  readonly folder?: string | undefined;
  /** Name of the file, without its ending. */
  readonly name: string;
  /** Shows people at a terminal what they should see at once; only useful in addition to a file. */
  readonly tell?: ((severity: 'warn' | 'error' | 'fatal', line: string) => void) | undefined;
}

/** The log of one process: one JSON object per line. Warnings and errors also appear as a plain line, if asked for. */
export class Log {
  private constructor(
    private readonly root: Pino,
    private readonly destination: LogDestination,
    private readonly tell: LogOptions['tell'],
  ) {}

  /** @throws when the folder cannot be made or written to */
  static open({ level, folder, name, tell }: LogOptions): Log {
    if (folder !== undefined) mkdirSync(folder, { recursive: true });
    const file = folder === undefined ? undefined : join(folder, `${name}.log`);
    const destination = new LogDestination(file, (error) => {
      tell?.('error', `The log cannot be written and lines are lost: ${errorLine(error)}`);
    });
    const root = pino(
      {
        level,
        base: null,
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
        mixin: marks,
      },
      destination,
    );
    return new Log(root, destination, tell);
  }

  write(severity: Severity, text: string, fields: LogFields = {}): void {
    if (!this.root.isLevelEnabled(severity)) return;
    const allowed: Record<string, unknown> = {};
    for (const name of fieldNames) if (fields[name] !== undefined) allowed[name] = fields[name];
    this.root[severity](allowed, text);
    if (severity === 'error' || severity === 'fatal') this.destination.flush();
  }

  /** A line in the log, and another for people if it is a warning or an error. */
  report(severity: Severity, text: string, fields: LogFields = {}, error?: unknown): void {
    this.write(severity, text, fields);
    if (severity === 'debug' || severity === 'info') return;
    const where = [currentScope().app, fields.context].filter(Boolean).join(' ');
    this.tell?.(severity, `${where}: ${text}${error === undefined ? '' : ` (${errorLine(error)})`}`);
  }

  /** Resolves when all lines are in the file, or were read from standard output. */
  flush(): void {
    this.destination.flush();
  }

  close(): void {
    this.destination.close();
  }
}

function marks(): { app?: Program | undefined; traceId?: string | undefined } {
  const [{ app }, traceId] = [currentScope(), currentTraceId()];
  return { ...(app ? { app } : {}), ...(traceId ? { traceId } : {}) };
}
