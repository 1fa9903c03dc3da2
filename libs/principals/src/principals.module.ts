import { Global, Module } from '@nestjs/common';
import { Feature } from '#app';
import { OWN_CREDENTIAL } from '#messaging';
import { AppKey, AppKey1764000000121, AppKeyController } from './app-key.js';
import { PrincipalProjection } from './principal.projection.js';
import { Principals1764000000120 } from './principals.migration.js';

/** Stores what the gateway announces of principals. */
@Feature({ migrations: [Principals1764000000120, AppKey1764000000121] })
@Global()
@Module({
  controllers: [AppKeyController],
  providers: [PrincipalProjection, AppKey, { provide: OWN_CREDENTIAL, useExisting: AppKey }],
  exports: [PrincipalProjection, OWN_CREDENTIAL],
})
export class PrincipalsModule {}
