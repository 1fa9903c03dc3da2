import type { Cells } from './case-studies.cells.js';
import { clearReading } from './printed-number.js';
import type { RowFindings } from './profile.js';

interface Amount {
  amount: string;
  currency: string;
  period: string;
  from?: string;
  to?: string;
}

/** A code followed by one or two dates, and whatever else is there. */
const PERIOD = /^(\S*)(?:\s+([^\s/]+)(?:\/([^\s/]+))?)?(.*)$/s;

const SIGNS: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP' };

/** Currencies of one country: they are suspicious in another country's budget. */
const HOMES: Readonly<Record<string, string>> = {
  BGN: 'BG',
  CZK: 'CZ',
  DKK: 'DK',
  GBP: 'GB',
  HUF: 'HU',
  NOK: 'NO',
  PLN: 'PL',
  RON: 'RO',
  SEK: 'SE',
};

/** Every position counts in these parallel lists, so empty ones are kept. */
const placesOf = (cell: string): string[] => (cell === '' ? [] : cell.split(';').map((item) => item.trim()));

/** One money amount in front of words: `€1.0m`, `€8,000 p.a.`, `£270 000 (2 years)`. */
const PRINTED = /^([€£])\s?(\d{1,3}(?:[, ]\d{3})+(?:\.\d{1,2})?|\d+(?:[.,]\d{1,2})?)(m)?((?:[\s/(](?!\d)[^€£]*)?)$/;

interface Printed {
  value: number;
  currency: string;
  /** How far a rounded figure may be from the exact one. */
  tolerance: number;
  perYear: boolean;
}

/** Longer texts are not amounts. */
const LONGEST_PRINTED = 200;

function readPrinted(text: string): Printed | undefined {
  const match = text.length > LONGEST_PRINTED ? undefined : PRINTED.exec(text);
  if (!match) return undefined;
  const [, sign = '', figure = '', million, words = ''] = match;
  const digits = figure.replace(/[, ](?=\d{3})/g, '').replace(',', '.');
  const scale = million ? 1_000_000 : 1;
  const decimals = digits.split('.')[1]?.length ?? 0;
  const zeros = decimals > 0 || million ? 0 : (/0*$/.exec(digits)?.[0].length ?? 0);
  const value = Number(digits) * scale;
  // Half of the last printed digit, but at most two percent: a long row of zeros does not allow more.
  const tolerance = Math.min((scale * 10 ** (zeros - decimals)) / 2, value * 0.02);
  return { value, currency: SIGNS[sign] ?? '', tolerance, perYear: /p\.a\.|per year|\/ ?year|annual/i.test(words) };
}

/**
 * Single amounts, the sum of those of one period, and the sum of all: what a summary may mean. Floats are precise
 * enough, since nothing is stored.
 */
function meanings(amounts: readonly Amount[]): number[] {
  const sum = (list: readonly Amount[]): number => list.reduce((total, item) => total + Number(item.amount), 0);
  const periods = new Set(amounts.map((item) => JSON.stringify([item.period, item.from, item.to])));
  const samePeriod = [...periods].map((key) =>
    sum(amounts.filter((item) => JSON.stringify([item.period, item.from, item.to]) === key)),
  );
  return [...amounts.map((item) => Number(item.amount)), ...samePeriod, sum(amounts)];
}

/** Keeps what the summary table prints, and reports it if it is unreadable or contradicts the amounts. */
function compareSummary(amounts: readonly Amount[], summary: string, found: RowFindings): void {
  const field = 'Budget in summary table';
  if (summary === '') return;
  found.keep(field, summary);
  if (!/\d/.test(summary)) return;
  const printed = readPrinted(summary);
  if (!printed) {
    found.warn('import.budget-as-printed', field, `"${summary}" cannot be read with certainty and was not compared.`);
    return;
  }
  const comparable = amounts.filter(
    (item) => item.currency === printed.currency && (!printed.perYear || item.period.startsWith('per-year')),
  );
  if (comparable.length > 0 && meanings(comparable).some((sum) => Math.abs(sum - printed.value) <= printed.tolerance))
    return;
  found.warn(
    'import.budget-conflict',
    field,
    `"${summary}" matches neither an amount nor their sum. The amounts were used.`,
  );
}

/**
 * The amounts, from three parallel lists. A period is a code followed by one or two dates (`total 2010/2013`). One date
 * is the start of the amount's time; its end is not printed and not invented.
 */
export function readBudget(cell: Cells, found: RowFindings): Amount[] {
  const columns = ['Budget amounts', 'Budget currencies', 'Budget periods'] as const;
  const [figures, currencies, periods] = columns.map((column) => placesOf(cell(column))) as [
    string[],
    string[],
    string[],
  ];
  const summary = cell('Budget in summary table');
  if (figures.length !== currencies.length || figures.length !== periods.length) {
    for (const column of columns) if (cell(column) !== '') found.keep(column, cell(column));
    found.warn(
      'import.budget-lists-unequal',
      'Budget amounts',
      'Amounts, currencies and periods differ in number, so none was imported. All are in the notes.',
    );
    if (summary !== '') found.keep('Budget in summary table', summary);
    return [];
  }
  const amounts = figures.flatMap((printed, index): Amount[] => {
    const currency = currencies[index] ?? '';
    const covered = periods[index] ?? '';
    const reading = clearReading(printed);
    if ('because' in reading) {
      found.warn('import.amount-as-printed', 'Budget amounts', reading.because, `${printed} ${currency} ${covered}`);
      return [];
    }
    const [, period = '', from, to, more = ''] = PERIOD.exec(covered) ?? [];
    if (more !== '')
      found.warn(
        'import.period-as-printed',
        'Budget periods',
        `"${more.trim()}" of "${covered}" was not imported.`,
        covered,
      );
    if (HOMES[currency] !== undefined && HOMES[currency] !== cell('Country'))
      found.warn(
        'import.currency-unexpected',
        'Budget currencies',
        `${currency} is not the currency of ${cell('Country')}; it was used unchanged.`,
        cell('Budget currencies'),
      );
    return [{ amount: reading.figure, currency, period, ...(from ? { from } : {}), ...(to ? { to } : {}) }];
  });
  compareSummary(amounts, summary, found);
  return amounts;
}
