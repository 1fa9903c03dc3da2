import { parseDuration, parseSchedule, SettingsOf } from '#config';
import { AllowList, parseAllowList } from '#outbound';

/** A receiver that needs longer should accept first and work later; its attempt would only hold a place. */
const LONGEST_ATTEMPT_MS = 60_000;

const timeoutIn = (text: string) => parseDuration(text, LONGEST_ATTEMPT_MS);

const daysIn = (text: string) => {
  const days = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return days >= 7 && days <= 3650 ? days : undefined;
};

export const webhookSettings = new SettingsOf((read) => ({
  /** Private targets that webhooks may reach nevertheless: `host:port` or CIDR, comma-separated. */
  allow: read.parsed('LRA_WEBHOOK_ALLOW', '', parseAllowList) ?? new AllowList(),
  /** For a whole attempt, from resolving the name to the last byte of the answer, in milliseconds. */
  timeoutMs: read.parsed('LRA_WEBHOOK_TIMEOUT', '15s', timeoutIn) ?? 0,
  /** Days for which deliveries that were delivered or have failed stay in the log. */
  logDays: read.value('LRA_DELIVERY_LOG_DAYS', 90, daysIn, 'a number of days from 7 to 3650'),
  /** Pauses between the attempts of a delivery. */
  retrySchedule: read.parsed('LRA_RETRY_SCHEDULE', '5s,5m,30m,2h,5h,10h,14h,20h,24h', parseSchedule) ?? [],
}));
