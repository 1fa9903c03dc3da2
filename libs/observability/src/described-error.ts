/**
 * What a log may contain of an error. Messages of engines, drivers and libraries can contain what somebody sent
 * (`JSON.parse` quotes its input, PostgreSQL the value that it could not convert). So a message is kept only when its
 * kind is known to name nothing but code, tables and addresses of servers.
 */
export interface DescribedError {
  readonly name: string;
  /** SQL state, errno or the code of a library. */
  readonly code?: string;
  readonly message?: string;
  readonly table?: string;
  readonly column?: string;
  readonly constraint?: string;
  /** Frames of the stack: functions, files and lines. */
  readonly at?: readonly string[];
  readonly cause?: DescribedError;
}

const FRAMES = 12;
const LONGEST = 300;
const CAUSES = 3;

/** Classes of SQL states whose messages name columns, tables, constraints and the server, never values. */
const safeSqlStates = /^(?:08|23|25|28|3D|3F|40|42|53|55|57|58|XX)[0-9A-Z]{3}$/;
/** Node's codes for system calls and sockets. */
const systemCodes = /^E[A-Z0-9]{2,}$/;
const identifier = /^[\w$.-]{1,100}$/;
/** V8's messages for bugs: they name variables and properties. */
const mistakes =
  /^(?:Cannot (?:read|set) propert(?:y|ies) of (?:undefined|null)|[\w$.()[\] ]+ is not (?:a function|a constructor|defined|iterable)|Assignment to constant variable|Maximum call stack size exceeded)/;
/** Messages of the connection pool and of the driver that have no code. */
const safeMessages =
  /^(?:Connection terminated(?: unexpectedly| due to connection timeout)?|timeout exceeded when trying to connect|Client has encountered a connection error and is not queryable|Query read timeout)$/;

export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { name: typeof error };
  const { code, table, column, constraint, driverError } = error as unknown as Record<string, unknown>;
  const word = (value: unknown) => (typeof value === 'string' && identifier.test(value) ? value : undefined);
  const cause = error.cause ?? (driverError === error ? undefined : driverError);
  const frames = framesOf(error);
  return given({
    name: word(error.name) ?? 'Error',
    code: word(code),
    message: isSafe(error, word(code)) ? error.message.slice(0, LONGEST) : undefined,
    table: word(table),
    column: word(column),
    constraint: word(constraint),
    at: depth === 0 && frames.length > 0 ? frames : undefined,
    cause: cause instanceof Error && depth < CAUSES ? describeError(cause, depth + 1) : undefined,
  });
}

/** The same in one line, for people. */
export function errorLine(error: unknown): string {
  const { name, code, message, cause } = describeError(error);
  const own = [name, code, message].filter(Boolean).join(' ');
  return cause && message === undefined ? `${own}: ${errorLine((error as Error).cause ?? driverErrorOf(error))}` : own;
}

const driverErrorOf = (error: unknown): unknown => (error as { driverError?: unknown }).driverError;

function isSafe(error: Error, code: string | undefined): boolean {
  if (code !== undefined && (safeSqlStates.test(code) || systemCodes.test(code))) return true;
  return code === undefined && (mistakes.test(error.message) || safeMessages.test(error.message));
}

/** Lines that V8 writes after the message; a message of several lines can look like them, so it is cut off first. */
function framesOf({ stack, message }: Error): string[] {
  if (stack === undefined) return [];
  const begin = stack.indexOf(message);
  if (begin < 0) return []; // written before the message was changed: the beginning of its stack is unknown
  return stack
    .slice(begin + message.length)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at (?:[\w$.<>[\] #]+ \()?(?:file:\/\/|node:|\/).*:\d+:\d+\)?$/.test(line))
    .slice(0, FRAMES);
}

const given = <T extends object>(fields: { [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
