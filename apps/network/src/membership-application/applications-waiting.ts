import { Injectable } from '@nestjs/common';
import { TellsWaiting, waitingIn, type WaitingView } from '#app';
import { hasRole, type Principal } from '#identity';
import { MembershipApplicationRepository } from './membership-application.repository.js';

/** What the steering committee has to decide. */
@Injectable()
export class ApplicationsWaiting {
  constructor(private readonly applications: MembershipApplicationRepository) {}

  @TellsWaiting()
  async toDecide(by: Principal): Promise<WaitingView[]> {
    if (!hasRole(by, 'steering')) return [];
    const list = '/v1/membership-applications?status=applied';
    const oldest = this.applications.list(['applied']);
    return waitingIn('application-to-decide', list, oldest, ({ createdAt }) => createdAt);
  }
}
