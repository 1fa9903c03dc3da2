import type { LoggerService } from '@nestjs/common';
import { describeError } from './described-error.js';
import type { Log, Severity } from './log.js';

/**
 * Passes everything logged through Nest's `Logger` to the log of the process. The text is logged as it is, so it must
 * consist of constants, ids and codes. An error is passed separately and reduced to what a log may contain:
 * `logger.warn('The outbox waits.', error)`. An event can also be logged by name with fields that a log may contain:
 * `logger.warn({ event: 'mail.delayed', id, kind, error: code })`.
 */
export class NestLog implements LoggerService {
  constructor(private readonly target: Log) {}

  log(message: unknown, ...more: unknown[]): void {
    this.write('info', message, more);
  }

  error(message: unknown, ...more: unknown[]): void {
    this.write('error', message, more);
  }

  warn(message: unknown, ...more: unknown[]): void {
    this.write('warn', message, more);
  }

  debug(message: unknown, ...more: unknown[]): void {
    this.write('debug', message, more);
  }

  verbose(message: unknown, ...more: unknown[]): void {
    this.write('debug', message, more);
  }

  fatal(message: unknown, ...more: unknown[]): void {
    this.write('fatal', message, more);
  }

  /** Nest passes the context last. */
  private write(severity: Severity, message: unknown, more: unknown[]): void {
    const last = more.at(-1);
    const context = typeof last === 'string' ? last : undefined;
    const error = [message, ...more].find((part) => part instanceof Error);
    const isOfNest = context !== undefined && quiet.has(context);
    const { event, ...facts } = factsOf(message);
    const text = typeof message === 'string' && !isOfNest ? message : (event ?? context ?? 'An error');
    const fields = { context, ...facts, error: error === undefined ? undefined : describeError(error) };
    // The code that starts the process reports a failed start in one sentence.
    if (isOfNest) this.target.write(severity === 'info' ? 'debug' : severity, text, fields);
    else this.target.report(severity, text, fields, error);
  }
}

const word = /^[\w.:-]{1,60}(?: \d{1,6})?$/;
const hash = /^[0-9a-f]{16}$/;

/** The fields of a named event. A value that does not look valid for its field is omitted. */
function factsOf(message: unknown) {
  if (typeof message !== 'object' || message === null || message instanceof Error) return {};
  const given = message as Record<string, unknown>;
  const text = (name: string, form: RegExp) => {
    const value = given[name];
    return typeof value === 'string' && form.test(value) ? value : undefined;
  };
  return {
    event: text('event', word),
    id: text('id', word),
    kind: text('kind', word),
    code: text('error', word),
    address: text('address', hash),
    account: text('account', hash),
    scope: text('scope', word),
    client: text('client', word),
    failures: typeof given['failures'] === 'number' ? given['failures'] : undefined,
  };
}

/** Contexts of Nest itself that log every route at start, or texts of errors. */
const quiet = new Set([
  'ExceptionHandler',
  'ExceptionsHandler',
  'NestFactory',
  'NestApplication',
  'NestMicroservice',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
]);
