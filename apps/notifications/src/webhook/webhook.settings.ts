import { parseSchedule, SettingsOf } from '#config';
import { AllowList, parseAllowList } from '#outbound';

export const webhookSettings = new SettingsOf((read) => ({
  /** Private targets that webhooks may reach nevertheless: `host:port` or CIDR, comma-separated. */
  allow: read.parsed('LRA_WEBHOOK_ALLOW', '', parseAllowList) ?? new AllowList(),
  /** Pauses between the attempts of a delivery. */
  retrySchedule: read.parsed('LRA_RETRY_SCHEDULE', '5s,5m,30m,2h,5h,10h,14h,20h,24h', parseSchedule) ?? [],
}));
