import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '#config';
import { Clock } from '#database';
import { ErasureList } from '#privacy';

export const ERASURE_LIST = Symbol('settings of the list of erasures');

/** The list of erasures, outside of all data, as far as one is set. */
@Injectable()
export class RememberedErasures {
  constructor(
    @Inject(ERASURE_LIST) private readonly list: Settings['erasures'],
    private readonly clock: Clock,
  ) {}

  get isKept(): boolean {
    return this.list !== undefined;
  }

  /** To be called before anything is erased: a crash in between leaves an entry too many, not one too few. */
  async remember(entries: readonly string[]): Promise<void> {
    if (!this.list) return;
    const list = await ErasureList.open(this.list.file, this.list.key);
    for (const entry of entries) if (!list.has(entry)) await list.append(entry, this.clock.now());
  }
}
