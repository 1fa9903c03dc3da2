import { Injectable } from '@nestjs/common';
import { TellsWaiting, type WaitingView } from '#app';
import { hasRole, type Principal } from '#identity';
import { SubmissionRepository } from './submission.repository.js';

/** Submissions that were refused, until a newer version is sent. */
@Injectable()
export class SubmissionsWaiting {
  constructor(private readonly submissions: SubmissionRepository) {}

  @TellsWaiting()
  async refused(by: Principal): Promise<WaitingView[]> {
    if (!hasRole(by, 'member-editor') || by.memberId === undefined) return [];
    const { count, since } = await this.submissions.refused(by.memberId);
    const list = '/v1/submissions?state=refused&latest=true';
    return count > 0 ? [{ kind: 'submission-refused', count, due: null, since: since.toISOString(), list }] : [];
  }
}
