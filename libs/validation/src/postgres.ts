import { unstorable } from './storable.js';

/*
 * Whether PostgreSQL reads a text as a value of a type of its own. What only looks like one (a 30 February, 9e-400, the year 0)
 * fails in the middle of a query, as a failure of ours; so every place of a cursor and every parameter that becomes such a
 * value is asked here.
 */

/** A type's check; the name is the type's. */
export type PostgresType = (text: string) => boolean;

export const uuid: PostgresType = (text) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

export const text: PostgresType = (value) => unstorable(value) === undefined;

const wholeWithin =
  (bits: number): PostgresType =>
  (digits) =>
    /^-?\d{1,19}$/.test(digits) && BigInt.asIntN(bits, BigInt(digits)) === BigInt(digits);

export const integer = wholeWithin(32);
export const bigint = wholeWithin(64);

/** A finite number that does not shrink to nothing, as `9e-400` does. */
export const doublePrecision: PostgresType = (digits) => {
  const [, mantissa] = /^-?(\d{1,400}(?:\.\d{1,400})?)(?:e[+-]?\d{1,4})?$/i.exec(digits) ?? [];
  if (mantissa === undefined || !Number.isFinite(Number(digits))) return false;
  return Number(digits) !== 0 || !/[1-9]/.test(mantissa);
};

/** A calendar day that exists, `YYYY-MM-DD`, from the year 1 on. */
export const date: PostgresType = (day) => {
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || day.startsWith('0000')) return false;
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
};

/** A moment that exists, with its offset (RFC 3339), in the years 1 to 9999 of UTC. */
export const timestamptz: PostgresType = (moment) => {
  const [, day = ''] =
    /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-5]):[0-5]\d)$/.exec(
      moment,
    ) ?? [];
  return date(day) && date(new Date(moment).toISOString().slice(0, 10));
};
