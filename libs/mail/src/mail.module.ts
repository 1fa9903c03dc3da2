import { Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import type { Settings } from '#config';
import { MailCarrier } from './mail-carrier.js';
import { Mails } from './mails.js';
import { SendMail } from './send-mail.js';

/** Lets an app send mails; its kinds are the providers with `@Mail`. */
@Module({})
export class MailModule {
  static forApp(settings: Settings): DynamicModule {
    return {
      module: MailModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [{ provide: MailCarrier, useFactory: () => MailCarrier.from(settings) }, Mails, SendMail],
      exports: [Mails],
    };
  }
}
