import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AppRuntime, Feature } from '#app';
import { mailRecords } from './mail.records.js';
import { mailSettings } from './mail.settings.js';
import { PUBLIC_URL } from './mail.js';
import { MailCarrier } from './mail-carrier.js';
import { Mails } from './mails.js';
import { SendMail } from './send-mail.js';

/** Lets an app send mails; its kinds are the providers with `@Mail`. */
@Feature({ personal: mailRecords, settings: [mailSettings] })
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [
    {
      provide: MailCarrier,
      inject: [AppRuntime],
      useFactory: ({ settings }: AppRuntime) => MailCarrier.from(settings),
    },
    {
      provide: PUBLIC_URL,
      inject: [AppRuntime],
      useFactory:
        ({ settings, urlOf }: AppRuntime) =>
        () =>
          settings.publicUrl ?? urlOf('gateway'),
    },
    Mails,
    SendMail,
  ],
  exports: [Mails, PUBLIC_URL],
})
export class MailModule {}
