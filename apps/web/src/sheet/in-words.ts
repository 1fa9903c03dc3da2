import { yearsOf, type Sheet } from '../kit/practices.js';
import type { Visit } from '../page/visit.js';

export type Funding = NonNullable<Sheet['funding']>;
export type Reached = Pick<NonNullable<Sheet['beneficiaries']>, 'count' | 'estimate'>;

/** Sums of money, each with what it covers. */
export function amountsIn(visit: Visit, { amounts }: Funding): [money: string, covered: string][] {
  const { t, words, lang } = visit;
  const all = amounts ?? [];
  return all.map(({ amount, currency, approximate, period, from, to, contributor }) => {
    const style = { style: 'currency', currency, maximumFractionDigits: 0 } as const;
    const money = new Intl.NumberFormat(lang, style).format(Number(amount));
    if (period === 'equivalent-of-previous') return [`= ${money}`, ''];
    const covered = period && period !== 'not-stated' ? words.code('amountPeriods', period) : '';
    const told = [
      covered.charAt(0).toLocaleLowerCase(lang) + covered.slice(1),
      yearsOf({ start: from ?? null, end: to ?? null }, visit),
      // Of one amount all sources are told elsewhere.
      all.length > 1 && contributor && words.code('fundingSources', contributor),
    ];
    return [approximate ? t('sheet.about', { amount: money }) : money, told.filter(Boolean).join(', ')];
  });
}

/** How many were reached, as far as that is known. */
export const countIn = ({ t, words }: Visit, { count = 0, estimate }: Reached): string =>
  estimate ? t('sheet.about', { amount: words.number(count) }) : words.number(count);
