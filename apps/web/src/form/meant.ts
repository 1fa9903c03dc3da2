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

/** The code of a currency: `eur`, its name as the page gives it, or its sign where no other currency has it. */
export function meantCurrency(typed: string, known: readonly (readonly [string | number, string])[]): string {
  const bare = typed.toLowerCase();
  const isMeant = ([code, name]: readonly [string | number, string]) =>
    [code, name, signOf(String(code))].some((one) => String(one).toLowerCase() === bare);
  const [one, other] = known.filter(isMeant);
  return one && !other ? String(one[0]) : typed;
}

const signOf = (currency: string): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
    .formatToParts(0)
    .find(({ type }) => type === 'currency')!.value;

/** The months as people of these languages write them, long and short. */
const months = new Map(
  ['en', 'fr', 'de', 'es', 'it', 'pl'].flatMap((lang) =>
    (['long', 'short'] as const).flatMap((month) =>
      Array.from({ length: 12 }, (_, n) => {
        const date = new Date(Date.UTC(2000, n, 1));
        const [alone, ofADay] = [{ month }, { month, day: 'numeric' } as const].map((style) =>
          new Intl.DateTimeFormat(lang, { ...style, timeZone: 'UTC' }).formatToParts(date).find(({ type }) => type === 'month')!.value,
        ); // prettier-ignore
        return [alone, ofADay].map((name) => [name!.toLowerCase().replace('.', ''), n + 1] as const);
      }).flat(),
    ),
  ),
);

/** `September 2023`, `1 Sept. 2023`, `1er septembre 2023`, `1 de septiembre de 2023`. */
function withNumbers(typed: string): string {
  const [, day = '', name = '', year = ''] =
    /^(?:(\d{1,2})(?:\.|er|st|nd|rd|th|º|°)? (?:de )?)?(\p{L}{3,12})\.?,? (?:de )?(\d{4})$/u.exec(typed) ?? [];
  const month = months.get(name.toLowerCase());
  return month === undefined ? typed : [...(day === '' ? [] : [day]), month, year].join('.');
}

/** A day, month or year as it is written in Europe: `9/2023`, `1.9.2023`, `September 2023`. */
export function meantDate(written: string): string {
  const typed = withNumbers(written);
  const [, day, month = '', year = ''] = /^(?:(\d{1,2})[./] ?)?(\d{1,2})[./] ?(\d{4})$/.exec(typed) ?? [];
  if (year === '') return typed;
  return [year, month.padStart(2, '0'), ...(day === undefined ? [] : [day.padStart(2, '0')])].join('-');
}

/** An address of the web, also as people say it: `www.example.org`. */
export const meantAddress = (typed: string): string =>
  /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+([/?#:].*)?$/u.test(typed) ? `https://${typed}` : typed;
