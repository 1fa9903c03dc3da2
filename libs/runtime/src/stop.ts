/** Longest orderly shutdown, in milliseconds; then the process exits anyway. Committed data are safe either way. */
const DEADLINE_MS = 20_000;

/** Ends the process in order on Ctrl-C or SIGTERM; a second Ctrl-C ends it at once. */
export function stopOnSignal(stop: () => Promise<void>, report: (line: string) => void): void {
  let stopping = false;
  const onSignal = () => {
    if (stopping) process.exit(1);
    stopping = true;
    report('Stopping …');
    const deadline = setTimeout(() => {
      report(`Not stopped within ${DEADLINE_MS / 1000} s, ending now.`);
      process.exit(1);
    }, DEADLINE_MS);
    stop().then(
      () => {
        clearTimeout(deadline);
        report('Stopped.');
        process.exit(0);
      },
      (error: unknown) => {
        report(`Stopped with a failure: ${sentenceOf(error)}`);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal).on('SIGHUP', onSignal);
}

/** One sentence for the operator; a stack only for a bug. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, address, port } = error as { code?: string; address?: string; port?: number };
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use on ${address}: end the other program or set PORT to another one.`;
  if (code === 'EACCES' && port !== undefined)
    return `Port ${port} may not be used by this account: set PORT to 1024 or higher.`;
  if (error instanceof TypeError || error instanceof ReferenceError) return error.stack ?? error.message; // a bug of ours
  if (code === 'ECONNREFUSED') return `Nothing answers at ${address}:${port}: is the database or broker running there?`;
  return error.message;
}
