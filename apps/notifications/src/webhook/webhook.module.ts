import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { AppRuntime } from '#app';
import { AllowList } from '#outbound';
import { RECEIVER_LOOKUP, WebhookSender, type WebhookSenderOptions } from './webhook-sender.js';

/** Calls the web servers of subscribers. */
@Module({
  providers: [
    { provide: AllowList, inject: [AppRuntime], useFactory: ({ settings }: AppRuntime) => settings.webhookAllow },
    {
      provide: WebhookSender,
      inject: [AllowList, { token: RECEIVER_LOOKUP, optional: true }],
      useFactory: (allow: AllowList, lookup?: WebhookSenderOptions['lookup']) => new WebhookSender({ allow, lookup }),
    },
  ],
  exports: [AllowList, WebhookSender],
})
export class WebhookModule implements OnApplicationShutdown {
  constructor(private readonly sender: WebhookSender) {}

  onApplicationShutdown(): void {
    // Not waited for: it ends with its last attempt, which was waited for as long as it may be.
    void this.sender.close();
  }
}
