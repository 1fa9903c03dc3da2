import { Module } from '@nestjs/common';
import { AppRuntime } from '#app';
import { IdentitySigner, pagesTrust } from '#identity';
import { identityKeyOf } from '../derived-key.js';
import { Visits } from './visits.js';

/** What the gateway tells the pages of their visitors. */
@Module({
  providers: [
    {
      provide: Visits,
      inject: [AppRuntime, IdentitySigner],
      useFactory: async ({ settings }: AppRuntime, forApps: IdentitySigner) =>
        new Visits(await IdentitySigner.fromKey(identityKeyOf(settings), pagesTrust), forApps),
    },
  ],
})
export class PageModule {}
