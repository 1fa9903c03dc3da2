import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { AppRuntime, Feature } from '#app';
import { AllowList } from '#outbound';
import { RECEIVER_LOOKUP, WebhookSender, type WebhookSenderOptions } from './webhook-sender.js';
import { webhookSettings } from './webhook.settings.js';

/** Calls the web servers of subscribers. */
@Feature({ settings: [webhookSettings] })
@Module({
  providers: [
    {
      provide: AllowList,
      inject: [AppRuntime],
      useFactory: ({ settings }: AppRuntime) => settings.of(webhookSettings).allow,
    },
    {
      provide: WebhookSender,
      inject: [AllowList, AppRuntime, { token: RECEIVER_LOOKUP, optional: true }],
      useFactory: (allow: AllowList, { settings }: AppRuntime, lookup?: WebhookSenderOptions['lookup']) =>
        new WebhookSender({ allow, timeoutMs: settings.of(webhookSettings).timeoutMs, lookup }),
    },
  ],
  exports: [AllowList, WebhookSender],
})
export class WebhookModule implements OnApplicationShutdown {
  constructor(private readonly sender: WebhookSender) {}

  onApplicationShutdown(): void {
    // Not awaited: it ends with its last attempt, which the shutdown has already awaited for as long as it may.
    void this.sender.close();
  }
}
