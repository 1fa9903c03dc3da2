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
 * Who was erased: kept outside of data and backups, so that a restore can erase again whom the backup still knows. A
 * line per erasure, its time and a keyed hash of the e-mail address, or of what else tells a record (`person:<id>`):
 * without the key nobody learns from it who it was.
 */
export class ErasureList {
  private constructor(
    private readonly file: string,
    private readonly key: string,
    private readonly hashes: Set<string>,
  ) {}

  /**
   * Reads the list; a file that does not exist is an empty one.
   * @param key of `LRA_ERASURES_KEY`; with another key nobody of the list is recognised
   * @throws {ErasureListUnreadable} at a line that is none
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

  /** Erasures, each address counted once. */
  get size(): number {
    return this.hashes.size;
  }

  /** Whether the person with this address was erased. */
  has(email: string): boolean {
    return this.hashes.has(this.hashOf(email));
  }

  /** Adds an erasure and resolves when the disk has it; so it is to be called before the data are removed. */
  async append(email: string, at: Date): Promise<void> {
    const hash = this.hashOf(email);
    const file = await open(this.file, 'a', 0o600);
    try {
      const isNew = (await file.stat()).size === 0;
      // In one call, at the end, on a line of its own whatever was before: several processes may write.
      await file.write(`${isNew ? HEADER : ''}\n${at.toISOString()} ${hash}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    this.hashes.add(hash);
  }

  /** Addresses are compared whatever their spelling. */
  private hashOf(email: string): string {
    return createHmac('sha256', this.key).update(addressOf(email)).digest('hex');
  }
}
