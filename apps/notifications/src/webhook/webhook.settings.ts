import { parseDuration, parseSchedule, SettingsOf } from '#config';
import { AllowList, parseAllowList } from '#outbound';

/** A receiver that needs longer should accept first and work later; its attempt would only hold a place. */
const LONGEST_ATTEMPT_MS = 60_000;

const timeoutIn = (text: string) => parseDuration(text, LONGEST_ATTEMPT_MS);

const daysIn = (text: string) => {
  const days = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  return days >= 7 && days <= 3650 ? days : undefined;
};

const rateIn = (text: string) => {
  const rate = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return rate > 0 ? rate : undefined;
};

export const webhookSettings = new SettingsOf((read) => ({
  /** Private targets that webhooks may reach nevertheless: `host:port` or CIDR, comma-separated. */
  allow: read.parsed('LRA_WEBHOOK_ALLOW', '', parseAllowList) ?? new AllowList(),
  /** For a whole attempt, from resolving the name to the last byte of the answer, in milliseconds. */
  timeoutMs: read.parsed('LRA_WEBHOOK_TIMEOUT', '15s', timeoutIn) ?? 0,
  /** Days for which deliveries that were delivered or have failed stay in the log. */
  logDays: read.value('LRA_DELIVERY_LOG_DAYS', 90, daysIn, 'a number of days from 7 to 3650'),
  /** Calls to one host within a second, over all instances. */
  callsPerSecond: read.value('LRA_WEBHOOK_RATE', 50, rateIn, 'a whole number of calls a second from 1 to 99999'),
  /** How long an endpoint rests that has failed several times in a row; the last pause repeats. */
  pauses: read.parsed('LRA_WEBHOOK_PAUSES', '30s,1m,2m,4m,8m,10m', parseSchedule) ?? [],
  /** Pauses between the attempts of a delivery. */
  retrySchedule: read.parsed('LRA_RETRY_SCHEDULE', '5s,5m,30m,2h,5h,10h,14h,20h,24h', parseSchedule) ?? [],
}));
