import { Controller, Module, type DynamicModule, type Type } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import type { App } from '#config';
import { principalEvents, type EventOf, type principalChanged } from '#contracts';
import { Consumes, OWN_CREDENTIAL, type EventContext } from '#messaging';
import { AppKey, AppKeyController } from './app-key.js';
import { KnownPrincipals } from './known-principals.js';

/** Keeps what the gateway tells of principals, and lets what the app holds by their rights follow. */
@Module({})
export class PrincipalsModule {
  static forApp(app: App): DynamicModule {
    return {
      module: PrincipalsModule,
      global: true,
      controllers: [consumerOf(app), AppKeyController],
      providers: [KnownPrincipals, AppKey, { provide: OWN_CREDENTIAL, useExisting: AppKey }],
      exports: [KnownPrincipals, OWN_CREDENTIAL],
    };
  }
}

/** A class for each app: the decorator names its group. */
function consumerOf(app: App): Type {
  @Controller()
  class PrincipalConsumer {
    constructor(private readonly principals: KnownPrincipals) {}

    @Consumes(`${app}.principals`, principalEvents)
    onChanged(@Payload() { data }: EventOf<typeof principalChanged>, @Ctx() { tx }: EventContext): Promise<void> {
      return this.principals.note(tx, data);
    }
  }
  return PrincipalConsumer;
}
