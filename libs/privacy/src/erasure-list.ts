import { createHmac } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { addressOf } from './subject.js';

const HEADER = 'lra-network erasures 1';
const LINE = /^(\d{4}-\d{2}-\d{2}T[\d:.]+Z) ([0-9a-f]{64})$/;

/** The list of erasures cannot be read; the message says where. */
export class ErasureListUnreadable extends Error {
  override readonly name = 'ErasureListUnreadable';
}

/**
 * Who was erased: kept apart from data and backups, so that a restore can repeat the erasures of persons who are still
 * in the backup. One line per erasure: its time and a keyed hash of the e-mail address, or of another id of a record
 * (`person:<id>`). Without the key nobody learns from it who it was.
 */
export class ErasureList {
  private constructor(
    private readonly file: string,
    private readonly key: string,
    private readonly hashes: Set<string>,
  ) {}

  /**
   * Reads the list; a missing file is an empty list.
   * @param key of `LRA_ERASURES_KEY`; another key matches nobody on the list
   * @throws {ErasureListUnreadable} at an invalid line
   */
  static async open(file: string, key: string): Promise<ErasureList> {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if ((error as { code?: string }).code === 'ENOENT') return '';
      throw error;
    });
    const hashes = new Set<string>();
    for (const [n, line] of text.split('\n').entries()) {
      if (line === '' || line === HEADER) continue;
      const hash = LINE.exec(line)?.[2];
      if (hash === undefined) {
        throw new ErasureListUnreadable(
          `Line ${n + 1} of ${file} is not an erasure: restore the list from its copy; if a crash cut the line short, repeat that erasure and remove the line.`,
        );
      }
      hashes.add(hash);
    }
    return new ErasureList(file, key, hashes);
  }

  /** Number of erasures, each address counted once. */
  get size(): number {
    return this.hashes.size;
  }

  /** Whether the person with this address was erased. */
  has(email: string): boolean {
    return this.hashes.has(this.hashOf(email));
  }

  /** Adds an erasure and resolves when it is on the disk. Call it before the data are removed. */
  async append(email: string, at: Date): Promise<void> {
    const hash = this.hashOf(email);
    const file = await open(this.file, 'a', 0o600);
    try {
      const isNew = (await file.stat()).size === 0;
      // In one call, at the end, always on a new line: several processes may write.
      await file.write(`${isNew ? HEADER : ''}\n${at.toISOString()} ${hash}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    this.hashes.add(hash);
  }

  /** Addresses are compared in every spelling. */
  private hashOf(email: string): string {
    return createHmac('sha256', this.key).update(addressOf(email)).digest('hex');
  }
}
