import { Global, Module } from '@nestjs/common';
import { OWN_CREDENTIAL } from '#messaging';
import { AppKey, AppKeyController } from './app-key.js';
import { KnownPrincipals } from './known-principals.js';

/** Keeps what the gateway tells of principals. */
@Global()
@Module({
  controllers: [AppKeyController],
  providers: [KnownPrincipals, AppKey, { provide: OWN_CREDENTIAL, useExisting: AppKey }],
  exports: [KnownPrincipals, OWN_CREDENTIAL],
})
export class PrincipalsModule {}
