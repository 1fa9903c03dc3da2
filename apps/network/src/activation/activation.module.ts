import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { Onboarding1764000100010 } from '../migrations/1764000100010-onboarding.js';
import { ActivationRepository } from './activation.repository.js';
import { ActivationLinkController } from './http/activation-link.controller.js';

/** How an approved member receives its first client (docs/adr/0006-activation.md). */
@Feature({ migrations: [Onboarding1764000100010] })
@Module({
  controllers: [ActivationLinkController],
  providers: [ActivationRepository],
  exports: [ActivationRepository],
})
export class ActivationModule {}
