import { Injectable } from '@nestjs/common';
import { Clock } from '#database';
import { Job, type JobHandler } from '#jobs';
import { SuppressionRepository } from './suppression.repository.js';

/** Deletes addresses from the list once they no longer count. */
@Job({ kind: 'suppression.forget', every: '41 3 * * *', zone: 'UTC', retry: '1m,10m,1h' })
@Injectable()
export class ForgetSuppressions implements JobHandler {
  constructor(
    private readonly suppressions: SuppressionRepository,
    private readonly clock: Clock,
  ) {}

  run(): Promise<void> {
    return this.suppressions.forgetEnded(this.clock.now());
  }
}
