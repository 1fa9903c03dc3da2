import { closeSync, openSync, renameSync, statSync, writeSync } from 'node:fs';

/** Lines are written together, after this many characters or milliseconds. A killed process loses those that wait. */
const BUFFER = 16_000;
const FLUSH_MS = 1_000;

/** A file that exceeds this is renamed to a number; the oldest one is deleted. */
const FILE_BYTES = 20_000_000;
const FILES = 5;

/** Where log lines go: to standard output, or to a file of limited size. A log that cannot be written stops nothing. */
export class LogDestination {
  private waiting = '';
  private timer: NodeJS.Timeout | undefined;
  private fd: number | undefined;
  private size = 0;
  private isFailing = false;

  /**
   * @param file unset: standard output
   * @param onFailure called once, until lines can be written again
   * @throws when the file cannot be opened
   */
  constructor(
    private readonly file: string | undefined,
    private readonly onFailure: (error: unknown) => void = () => undefined,
    private readonly fileBytes = FILE_BYTES,
  ) {
    if (file !== undefined) this.open(file);
  }

  write(line: string): void {
    this.waiting += line;
    if (this.waiting.length >= BUFFER) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), FLUSH_MS).unref();
  }

  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const lines = this.waiting;
    this.waiting = '';
    if (lines === '') return;
    if (this.file === undefined) {
      process.stdout.write(lines);
      return;
    }
    try {
      if (this.fd === undefined) this.open(this.file);
      this.size += writeSync(this.fd!, lines);
      if (this.size >= this.fileBytes) this.putAside(this.file);
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) this.onFailure(error);
      this.isFailing = true;
    }
  }

  close(): void {
    this.flush();
    if (this.fd !== undefined) closeSync(this.fd);
    this.fd = undefined;
  }

  private open(file: string): void {
    this.fd = openSync(file, 'a', 0o600);
    this.size = statSync(file).size;
  }

  private putAside(file: string): void {
    closeSync(this.fd!);
    this.fd = undefined;
    for (let n = FILES - 2; n >= 0; n -= 1) {
      const from = n === 0 ? file : `${file}.${n}`;
      if (statSync(from, { throwIfNoEntry: false })) renameSync(from, `${file}.${n + 1}`);
    }
    this.open(file);
  }
}
