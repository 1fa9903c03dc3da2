import { Module } from '@nestjs/common';
import { ActivationModule } from './activation/activation.module.js';
import { MemberModule } from './member/member.module.js';
import { MembershipApplicationModule } from './membership-application/membership-application.module.js';

/** Membership, meetings and dialogue. */
@Module({ imports: [MemberModule, MembershipApplicationModule, ActivationModule] })
export class NetworkModule {}
