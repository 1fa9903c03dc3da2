import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { AttemptModule } from '../attempt/attempt.module.js';
import { CredentialModule } from '../credential/credential.module.js';
import { Onboarding1764000400010 } from '../migrations/1764000400010-onboarding.js';
import { PrincipalModule } from '../principal/principal.module.js';
import { ActivateMemberHandler } from './activate-member/activate-member.js';
import { ActivationLinks } from './activation-links.js';
import { ActivationRepository } from './activation.repository.js';
import { HandOver } from './hand-over.js';
import { ActivationController } from './http/activation.controller.js';

/** How an approved member receives its first client (docs/adr/0006-activation.md). */
@Feature({ migrations: [Onboarding1764000400010] })
@Module({
  imports: [AttemptModule, CredentialModule, PrincipalModule],
  controllers: [ActivationController],
  providers: [ActivationRepository, ActivationLinks, ActivateMemberHandler, HandOver],
})
export class ActivationModule {}
