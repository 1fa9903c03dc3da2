import { Injectable } from '@nestjs/common';
import { TellsWaiting, type WaitingView } from '#app';
import { hasRole, type Principal } from '#identity';
import { AdoptionRepository } from './adoption.repository.js';

/** Adoptions of a member on whose progress or result nothing has been reported. */
@Injectable()
export class AdoptionsWaiting {
  constructor(private readonly adoptions: AdoptionRepository) {}

  @TellsWaiting()
  async toReport(by: Principal): Promise<WaitingView[]> {
    if (!hasRole(by, 'member-editor') || by.memberId === undefined) return [];
    const { count, since } = await this.adoptions.toReport(by.memberId);
    const list = `/v1/adoptions?member=${by.memberId}&toReport=true`;
    return count > 0 ? [{ kind: 'adoption-to-report', count, due: null, since: since.toISOString(), list }] : [];
  }
}
