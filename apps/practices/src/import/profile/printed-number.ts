/** Separators between groups of three digits, and between a whole number and its decimals, somewhere in Europe. */
const GROUPING = `.,'’ \u00A0\u2009\u202F`;
const DECIMAL = '.,';

/** Digits with single separators between them. */
export const FIGURE = `\\d+(?:[${GROUPING}]\\d+)*`;
const WHOLE_FIGURE = new RegExp(`^${FIGURE}$`);

/** Longer ones are not read: a number in JSON would lose digits. */
const MOST_DIGITS = 15;

/**
 * The possible meanings of a printed figure, as plain decimals: `12.500,00` can only be 12500.00; `1.500` is 1500 in
 * one country and 1.500 in another. Empty: it is not a figure.
 */
export function readingsOf(printed: string): string[] {
  if (!WHOLE_FIGURE.test(printed) || printed.replace(/\D/g, '').length > MOST_DIGITS) return [];
  const groups = printed.split(/\D/);
  const separators = printed.replace(/\d/g, '');
  const decimals = groups.at(-1)!;
  const last = separators.at(-1);
  const whole = (length: number): string | undefined => {
    const [first = '', ...others] = groups.slice(0, length);
    if (others.length === 0) return first;
    const alike = new Set(separators.slice(0, length - 1)).size === 1;
    return alike && /^[1-9]\d{0,2}$/.test(first) && others.every((group) => group.length === 3)
      ? [first, ...others].join('')
      : undefined;
  };
  const readings = [whole(groups.length)];
  const before = whole(groups.length - 1);
  if (
    last !== undefined &&
    DECIMAL.includes(last) &&
    before !== undefined &&
    separators.indexOf(last) === separators.length - 1
  )
    readings.push(`${before}.${decimals}`);
  return readings.flatMap((reading) => reading ?? []);
}

/** The only meaning of a printed figure, or the reason why it was not read. */
export function clearReading(printed: string): { figure: string } | { because: string } {
  const [figure, other] = readingsOf(printed);
  if (figure === undefined)
    return { because: `"${printed.slice(0, 100)}" is not a plain number; it was not imported.` };
  if (other === undefined) return { figure };
  return { because: `"${printed}" may mean ${figure} or ${other}, depending on the country; it was not imported.` };
}
