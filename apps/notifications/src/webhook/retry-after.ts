/**
 * How long a receiver asks to be left alone, in milliseconds; undefined when it does not say, or not so that it can be
 * understood.
 *
 * @param retryAfter `Retry-After`: seconds, or an HTTP date
 * @param date the receiver's `Date`. A date means the pause between the two: its clock may differ from ours.
 */
export function readRetryAfter(
  retryAfter: string | undefined,
  date: string | undefined,
  now: Date,
): number | undefined {
  const text = retryAfter?.trim() ?? '';
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1000;
  const [until, from] = [httpDate(text), httpDate(date?.trim() ?? '') ?? now.getTime()];
  return until === undefined ? undefined : Math.max(0, until - from);
}

/** The one form that is still sent (RFC 9110, IMF-fixdate), in milliseconds since 1970. */
function httpDate(text: string): number | undefined {
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}
