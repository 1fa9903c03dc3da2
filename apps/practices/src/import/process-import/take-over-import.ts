import { Injectable } from '@nestjs/common';
import { Again, Job, type JobHandler, type JobRun } from '#jobs';
import { ImportBatches } from './import-batches.js';

/** Imports a file, one batch per turn: members take turns, then the files of each. */
@Job({ kind: 'import', retry: '1s,5s,30s', endless: true, atOnce: 1, atOncePerOwner: 10 })
@Injectable()
export class TakeOverImport implements JobHandler<{ import: string }> {
  constructor(private readonly batches: ImportBatches) {}

  async run({ data }: JobRun<{ import: string }>): Promise<Again | undefined> {
    return (await this.batches.next(data.import)) ? new Again() : undefined;
  }
}
