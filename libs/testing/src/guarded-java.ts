import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { javaEnvironment, toolsFolder } from './kafka-jars.js';

/** A stopped process is killed after this time, in milliseconds. */
const STOPPED_WITHIN = 15_000;

/** One Java process in the broker's folder, under the guard that ends it with its owner. */
export class GuardedJava {
  private readonly child: ChildProcess;
  private readonly end: Promise<void>;
  private over = false;
  /** Exit code, or undefined while running or when a signal ended it. */
  exitCode: number | undefined;

  constructor(
    folder: string,
    args: string[],
    life: { ownerPid: number; removeFolder: boolean; holdsStarter: boolean },
  ) {
    const log = openSync(join(folder, 'kafka.log'), 'a');
    const guard = [join(toolsFolder(), 'guarded.sh'), String(life.ownerPid), life.removeFolder ? 'remove' : 'keep'];
    // Detached: a Ctrl-C in the terminal must reach the owner alone, which then ends the broker last.
    const child = spawn('/bin/sh', [...guard, ...args], {
      cwd: folder,
      detached: true,
      stdio: ['ignore', log, log],
      env: javaEnvironment(),
    });
    closeSync(log);
    this.child = child;
    this.end = new Promise((done, fail) => {
      child.once('error', fail);
      child.once('exit', (code) => {
        this.over = true;
        this.exitCode = code ?? undefined;
        done();
      });
    });
    if (!life.holdsStarter) child.unref();
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error('the process could not be started');
    return this.child.pid;
  }

  get running(): boolean {
    return !this.over;
  }

  async ended(): Promise<void> {
    await this.end;
  }

  signal(name: NodeJS.Signals): void {
    if (!this.over) process.kill(this.pid, name);
  }

  /** To the guard too. */
  signalAll(name: NodeJS.Signals): void {
    try {
      process.kill(-this.pid, name);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  async stop(): Promise<void> {
    if (this.over) return;
    this.signal('SIGCONT');
    this.signal('SIGTERM');
    const force = setTimeout(() => this.signalAll('SIGKILL'), STOPPED_WITHIN);
    await this.end;
    clearTimeout(force);
    this.signalAll('SIGKILL'); // only the guard is left of the group, which would notice half a second later
  }

  async kill(): Promise<void> {
    if (this.over) return;
    const hold = setInterval(() => undefined, 1000); // an unreferenced child alone would let this process end here
    this.signalAll('SIGKILL');
    await this.end;
    clearInterval(hold);
  }
}
