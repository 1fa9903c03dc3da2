/** What people write for numbers, dates and addresses, as the API takes it. What is not understood stays as it was typed. */

/** `18 500`, `18’500`: a space or an apostrophe parts groups of three digits, and means nothing. */
const ungrouped = (typed: string): string =>
  /^-?\d{1,3}([ \u00a0\u2009\u202f'’]\d{3})+([.,]\d+)?$/.test(typed)
    ? typed.replace(/[ \u00a0\u2009\u202f'’]/g, '')
    : typed;

/** Also with the comma of most of Europe: `0,5`. */
export function meantNumber(typed: string): number | string {
  const bare = ungrouped(typed).replace(/^(-?\d+),(\d+)$/, '$1.$2');
  return Number.isFinite(Number(bare)) ? Number(bare) : typed;
}

/** Of things that are counted, and so have no decimals: a point or a comma parts groups. */
export const meantCount = (typed: string): number | string => meantNumber(unparted(typed));

/** An amount of money. No currency has three decimals here, so `18.500` is a thousand times as much as `18.50`. */
export const meantAmount = (typed: string): string => {
  const bare = ungrouped(unparted(typed).replace(/^(\d{1,3}(?:\.\d{3})+),(\d{1,2})$/, (_, whole: string, cents: string) => `${whole.replaceAll('.', '')}.${cents}`)); // prettier-ignore
  return bare.replace(/^(\d+),(\d+)$/, '$1.$2');
};

const unparted = (typed: string): string =>
  /^[1-9]\d{0,2}(?:(?:\.\d{3})+|(?:,\d{3})+)$/.test(typed) ? typed.replace(/[.,]/g, '') : typed;

/** An amount of the registry with three decimals is shown with four: otherwise it would be read as a thousand times as much. */
export const shownAmount = (held: string): string => (/^\d{1,3}\.\d{3}$/.test(held) ? `${held}0` : held);

/** A day, month or year as it is written in Europe: `9/2023`, `1.9.2023`. */
export function meantDate(typed: string): string {
  const [, day, month = '', year = ''] = /^(?:(\d{1,2})[./] ?)?(\d{1,2})[./] ?(\d{4})$/.exec(typed) ?? [];
  if (year === '') return typed;
  return [year, month.padStart(2, '0'), ...(day === undefined ? [] : [day.padStart(2, '0')])].join('-');
}

/** An address of the web, also as people say it: `www.example.org`. */
export const meantAddress = (typed: string): string =>
  /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+([/?#:].*)?$/u.test(typed) ? `https://${typed}` : typed;
