import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { CredentialModule } from '../credential/credential.module.js';
import { DataSubjectModule } from '../data-subject/data-subject.module.js';
import { MemberModule } from '../member/member.module.js';
import { People1764000400020 } from '../migrations/1764000400020-people.js';
import { InvitedAddresses1764000400130 } from '../migrations/1764000400130-invited-addresses.js';
import { PrincipalModule } from '../principal/principal.module.js';
import { ErasePersonHandler } from './erase-person/erase-person.js';
import { InvitationController } from './http/invitation.controller.js';
import { PersonController } from './http/person.controller.js';
import { Invitation } from './invitation.js';
import { InvitationRepository } from './invitation.repository.js';
import { InviteHandler } from './invite/invite.js';
import { Person } from './person.js';
import { PersonRepository } from './person.repository.js';
import { WithdrawInvitationHandler } from './withdraw-invitation/withdraw-invitation.js';

/** Persons, and the invitations that give them rights. */
@Feature({
  entities: [Invitation, Person],
  migrations: [People1764000400020, InvitedAddresses1764000400130],
  tags: { people: 'Persons, and the invitations that give them rights.' },
})
@Module({
  imports: [CredentialModule, DataSubjectModule, MemberModule, PrincipalModule],
  controllers: [InvitationController, PersonController],
  providers: [PersonRepository, InvitationRepository, InviteHandler, WithdrawInvitationHandler, ErasePersonHandler],
  exports: [PersonRepository, InvitationRepository],
})
export class PersonModule {}
