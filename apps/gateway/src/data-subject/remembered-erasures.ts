import { Injectable } from '@nestjs/common';
import { AppRuntime } from '#app';
import { Clock } from '#database';
import { ErasureList, erasureListSettings, type ErasureListSettings } from '#privacy';

/** The list of erasures, stored apart from all data, if one is configured. */
@Injectable()
export class RememberedErasures {
  constructor(
    private readonly runtime: AppRuntime,
    private readonly clock: Clock,
  ) {}

  private get list(): ErasureListSettings | undefined {
    return this.runtime.settings.of(erasureListSettings);
  }

  get isKept(): boolean {
    return this.list !== undefined;
  }

  /** Call it before anything is erased: a crash in between then leaves an entry too many, not one too few. */
  async remember(entries: readonly string[]): Promise<void> {
    if (!this.list) return;
    const list = await ErasureList.open(this.list.file, this.list.key);
    for (const entry of entries) if (!list.has(entry)) await list.append(entry, this.clock.now());
  }
}
