import { fork, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * Pauses before a dead program is started again, in milliseconds. A program that dies once more after the last is given
 * up.
 */
export const PAUSES_MS: readonly number[] = [200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000];
/** After running for this long a program starts again with the first pause. */
const LIVED_MS = 30_000;
/** Longest orderly shutdown, in milliseconds; somewhat longer than the programs allow themselves. */
const END_WITHIN_MS = 25_000;

/** What a program reports once it is ready: the settings that must stay the same when it is started again. */
export interface Ready {
  readonly ready: Readonly<Record<string, string>>;
}

export interface ProgramToKeep {
  /** Its file. */
  readonly program: string;
  readonly env: NodeJS.ProcessEnv;
  readonly report: (line: string) => void;
  /** Receives its output, line by line; without it the program prints to the terminal itself. */
  readonly print?: (line: string) => void;
  readonly pauses?: readonly number[];
}

/** How a program ended for good. */
export interface Ended {
  /** Its own exit code; 1 when it was killed or given up. */
  readonly code: number;
  /** Whether it may have left something running: it was ready once, and did not shut down in order. */
  readonly isBroken: boolean;
}

/**
 * Runs a program and starts it again whenever it dies, for whatever reason. A program that fails at its first start is
 * not retried: its output says what to correct. A program that somebody else stopped in order has ended.
 */
export class KeptProgram {
  readonly ended: Promise<Ended>;
  private tellEnded!: (ended: Ended) => void;
  private child!: ChildProcess;
  private timer: NodeJS.Timeout | undefined;
  private isEnding = false;
  private wasReady = false;
  private deaths = 0;
  private env: NodeJS.ProcessEnv;

  constructor(private readonly about: ProgramToKeep) {
    this.env = about.env;
    this.ended = new Promise((ended) => (this.tellEnded = ended));
    this.start();
  }

  /** Stops it in order. A second call kills it, and so does a shutdown that takes too long. */
  end(): void {
    if (this.isEnding) {
      this.child.kill('SIGKILL');
      return;
    }
    this.isEnding = true;
    if (this.timer) {
      clearTimeout(this.timer);
      this.tellEnded({ code: 0, isBroken: true });
      return;
    }
    this.child.kill('SIGTERM');
    setTimeout(() => this.child.kill('SIGKILL'), END_WITHIN_MS).unref();
  }

  private start(): void {
    this.timer = undefined;
    const startedAt = Date.now();
    const { program, print } = this.about;
    // In a session of its own: Ctrl-C in a terminal reaches the keeper, which stops the program once.
    this.child = fork(program, [], {
      env: this.env,
      detached: true,
      stdio: print ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    print?.(`started as process ${this.child.pid}`);
    for (const stream of [this.child.stdout, this.child.stderr]) {
      if (stream && print) createInterface({ input: stream }).on('line', print);
    }
    this.child.on('message', (message) => {
      this.wasReady = true;
      this.env = { ...this.env, ...(message as Ready).ready };
    });
    let hasEnded = false;
    const onEnded = (code: number | null, signal: NodeJS.Signals | null) => {
      if (hasEnded) return;
      hasEnded = true;
      this.onEnded(code, signal, Date.now() - startedAt);
    };
    this.child.once('close', onEnded);
    // Without a process the operating system could not start one; with one, only a message to it failed.
    this.child.on('error', (error: NodeJS.ErrnoException) => {
      if (this.child.pid !== undefined) return;
      this.about.report(`It could not be started: ${error.code ?? error.name}`);
      onEnded(null, 'SIGKILL');
    });
  }

  private onEnded(code: number | null, signal: NodeJS.Signals | null, lived: number): void {
    const { report, pauses = PAUSES_MS } = this.about;
    const isUnstartable = !this.wasReady && signal === null;
    if (this.isEnding || code === 0 || isUnstartable) {
      this.tellEnded({ code: code ?? 1, isBroken: code !== 0 && !isUnstartable });
      return;
    }
    this.deaths = lived > LIVED_MS ? 0 : this.deaths;
    const pause = pauses[this.deaths];
    this.deaths += 1;
    if (pause === undefined) {
      report(
        `It ended ${this.deaths} times in a row, the last time with ${code ?? signal}, so it is not restarted. The log says why.`,
      );
      this.tellEnded({ code: 1, isBroken: true });
      return;
    }
    report(`Ended with ${code ?? signal}, starting again in ${pause / 1000} s`);
    this.timer = setTimeout(() => this.start(), pause);
  }
}

/** A program reports this to its keeper, if it has one. */
export function tellReady(settings: Ready['ready']): void {
  process.send?.({ ready: settings } satisfies Ready);
}

/** A program whose keeper was killed exits as well, at once: another one may be started any moment. */
export function endWithKeeper(): void {
  process.once('disconnect', () => process.exit(1));
}
