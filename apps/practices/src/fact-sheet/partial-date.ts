/** Years that a date may have; earlier or later ones are typing errors, not practices of integration. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2100;

/** The days that a partial date may stand for, both as `YYYY-MM-DD`, so that they compare as strings. */
export interface DateInterval {
  earliest: string;
  latest: string;
}

/**
 * The interval of days of `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
 * Undefined when the text has another form or the date is invalid (month 13, 30 February, year 1812).
 */
export function intervalOf(text: string): DateInterval | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (!match?.[1]) return undefined;
  const year = Number(match[1]);
  if (year < FIRST_YEAR || year > LAST_YEAR) return undefined;
  if (match[2] === undefined) return { earliest: `${text}-01-01`, latest: `${text}-12-31` };
  const month = Number(match[2]);
  if (month < 1 || month > 12) return undefined;
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (match[3] === undefined) return { earliest: `${text}-01`, latest: `${text}-${String(days)}` };
  const day = Number(match[3]);
  return day >= 1 && day <= days ? { earliest: text, latest: text } : undefined;
}

/** Whether every day of `end` lies before every day of `start`: `2012` does not end before `2012-05`. */
export function endsBefore(end: DateInterval, start: DateInterval): boolean {
  return end.latest < start.earliest;
}
