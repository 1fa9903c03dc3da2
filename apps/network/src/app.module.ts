import { Module, type DynamicModule } from '@nestjs/common';
import type { DataSourceContent } from '#database';
import { foundation, type AppRuntime } from '#http';
import { ChangeMembershipHandler } from './member/change-membership/change-membership.js';
import { MemberController } from './member/http/member.controller.js';
import { Member } from './member/member.js';
import { MemberRepository } from './member/member.repository.js';
import { MemberSnapshotController } from './member/snapshot/member-snapshot.controller.js';
import { MemberSnapshot } from './member/snapshot/member-snapshot.js';
import { ApplyForMembershipHandler } from './membership-application/apply/apply-for-membership.js';
import { DecideApplicationHandler } from './membership-application/decide-application/decide-application.js';
import { MembershipApplicationController } from './membership-application/http/membership-application.controller.js';
import { MembershipApplication } from './membership-application/membership-application.js';
import { MembershipApplicationRepository } from './membership-application/membership-application.repository.js';
import { Members1764000100000 } from './migrations/1764000100000-members.js';

export const networkContent: DataSourceContent = {
  entities: [Member, MembershipApplication],
  migrations: [Members1764000100000],
};

/** Membership, meetings and dialogue. */
@Module({})
export class NetworkModule {
  static forRoot(runtime: AppRuntime): DynamicModule {
    return {
      module: NetworkModule,
      imports: foundation(runtime, networkContent),
      controllers: [MemberController, MembershipApplicationController, MemberSnapshotController],
      providers: [
        MemberRepository,
        MemberSnapshot,
        MembershipApplicationRepository,
        ApplyForMembershipHandler,
        DecideApplicationHandler,
        ChangeMembershipHandler,
      ],
    };
  }
}
