import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { Members1764000100000 } from '../migrations/1764000100000-members.js';
import { FoldedNames1764000100170 } from '../migrations/1764000100170-folded-names.js';
import { ChangeMembershipHandler } from './change-membership/change-membership.js';
import { MemberController } from './http/member.controller.js';
import { Member } from './member.js';
import { MemberRepository } from './member.repository.js';
import { memberWorkflow } from './member.workflow.js';
import { MemberSnapshotController } from './snapshot/member-snapshot.controller.js';
import { MemberSnapshot } from './snapshot/member-snapshot.js';

/** The members of the network, from their approval to the end of their membership. */
@Feature({
  entities: [Member],
  migrations: [Members1764000100000, FoldedNames1764000100170],
  paths: ['/v1/members'],
  tags: { members: 'The members of the network.' },
  workflows: [
    {
      title: 'Member',
      about: 'From approval to the end of the membership.',
      first: 'approved',
      workflow: memberWorkflow,
    },
  ],
})
@Module({
  controllers: [MemberController, MemberSnapshotController],
  providers: [MemberRepository, MemberSnapshot, ChangeMembershipHandler],
  exports: [MemberRepository],
})
export class MemberModule {}
