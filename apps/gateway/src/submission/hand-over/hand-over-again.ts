import { Injectable, Logger } from '@nestjs/common';
import { Job, JobFailed, type JobHandler, type JobRun } from '#jobs';
import { SET_ASIDE, SubmissionRepository } from '../submission.repository.js';
import { SubmissionHandover } from './submission-handover.js';

/**
 * Hands over a stream that was set aside, one submission at a time, until the registry takes it: an accepted one is
 * never given up.
 */
@Job({ kind: SET_ASIDE, retry: '5s,30s,2m,10m', endless: true })
@Injectable()
export class HandOverAgain implements JobHandler<{ stream: string }> {
  private readonly logger = new Logger(HandOverAgain.name);

  constructor(
    private readonly submissions: SubmissionRepository,
    private readonly handover: SubmissionHandover,
  ) {}

  async run({ data: { stream }, signal }: JobRun<{ stream: string }>): Promise<void> {
    for (;;) {
      const first = await this.submissions.firstOf(stream);
      if (!first || signal.aborted) return;
      if (await this.handover.handOver([first])) continue;
      this.logger.error(`The registry could not accept submission ${first.id}, which will be retried.`);
      throw new JobFailed('submission.not-taken', false);
    }
  }
}
