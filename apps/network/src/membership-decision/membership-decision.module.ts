import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { DecisionsByTime1764000100410 } from '../migrations/1764000100410-decisions-by-time.js';
import { MembershipDecisionController } from './http/membership-decision.controller.js';
import { MembershipDecisionRepository } from './membership-decision.repository.js';

/** Who decided what on members and applications, read from what these features store. */
@Feature({ migrations: [DecisionsByTime1764000100410], paths: ['/v1/membership-decisions'] })
@Module({ controllers: [MembershipDecisionController], providers: [MembershipDecisionRepository] })
export class MembershipDecisionModule {}
