import { Global, Module } from '@nestjs/common';
import { AppRuntime } from '#app';
import { AWAY_DEPENDENCIES } from '#http';
import { IdentitySigner } from '#identity';
import { identityKeyOf } from '../derived-key.js';
import { InnerCalls } from './inner-calls.js';
import { Upstreams } from './upstreams.js';

/** The apps behind the gateway, without which it is not ready, and the identities that it signs for them. */
@Global()
@Module({
  providers: [
    Upstreams,
    { provide: AWAY_DEPENDENCIES, inject: [Upstreams], useFactory: ({ away }: Upstreams) => away },
    {
      provide: IdentitySigner,
      inject: [AppRuntime],
      useFactory: ({ settings }: AppRuntime) => IdentitySigner.fromKey(identityKeyOf(settings)),
    },
    InnerCalls,
  ],
  exports: [Upstreams, AWAY_DEPENDENCIES, IdentitySigner, InnerCalls],
})
export class UpstreamModule {}
