import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import pg from 'pg';
import { emptyDatabase } from '#testing';
import { postgres } from './index.js';

const pad = (digits: number) => (n: number) => String(n).padStart(digits, '0');
const number = (digits: number, max = 10 ** digits - 1) => fc.nat(max).map(pad(digits));
/** Days that may exist or not. */
const days = fc
  .tuple(fc.oneof(fc.constant('0000'), number(4)), number(2, 14), number(2, 33))
  .map((parts) => parts.join('-'));
const times = fc.tuple(number(2, 25), number(2, 61), number(2, 61)).map((parts) => parts.join(':'));
const offsets = fc.oneof(fc.constant('Z'), fc.tuple(fc.constantFrom('+', '-'), number(2, 26), number(2, 61)).map(([sign, h, m]) => `${sign}${h}:${m}`)); // prettier-ignore
const digits = fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String);
const edges = (bits: bigint) =>
  fc.tuple(fc.constantFrom(1n, -1n), fc.bigInt({ min: -2n, max: 2n })).map(([sign, more]) => String(sign * 2n ** (bits - 1n) + more)); // prettier-ignore
const decimals = fc
  .tuple(fc.constantFrom('', '-'), fc.constantFrom('0', '9', '0.000', '1.7976931348623157', '4.9', '123456789'), fc.integer({ min: -400, max: 400 }))
  .map(([sign, mantissa, exponent]) => `${sign}${mantissa}e${exponent}`); // prettier-ignore

describe('what is taken for a value of PostgreSQL', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let client: pg.Client;
  beforeAll(async () => {
    database = await emptyDatabase();
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  const reads = (type: string, text: string): Promise<boolean> =>
    client.query(`select $1::${type}`, [text]).then(
      () => true,
      () => false,
    );

  it.each([
    ['uuid', postgres.uuid, fc.oneof(fc.uuid(), fc.uuid().map((id) => id.toUpperCase().slice(0, -1)), fc.string())],
    ['integer', postgres.integer, fc.oneof(edges(32n), digits, fc.string())],
    ['bigint', postgres.bigint, fc.oneof(edges(64n), digits, fc.string())],
    ['double precision', postgres.doublePrecision, fc.oneof(decimals, fc.double().map(String), fc.string())],
    ['date', postgres.date, fc.oneof(days, fc.string())],
    ['timestamptz', postgres.timestamptz, fc.tuple(days, times, offsets).map(([day, time, offset]) => `${day}T${time}${offset}`)],
    ['text', postgres.text, fc.string({ unit: 'binary' })],
  ] as const)('is read by it as one: %s', async (type, isOne, texts) => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        if (isOne(text)) expect({ text, isRead: await reads(type, text) }).toEqual({ text, isRead: true });
      }),
      { numRuns: 500 },
    );
  }); // prettier-ignore

  it.each([
    ['uuid', postgres.uuid, ['00000000-0000-0000-0000-000000000000', '01995D3C-6F2A-7C1E-8F00-0D5F5F3F9F11']],
    ['integer', postgres.integer, ['0', '-2147483648', '2147483647']],
    ['bigint', postgres.bigint, ['-9223372036854775808', '9223372036854775807']],
    ['double precision', postgres.doublePrecision, ['0', '0.0607927', '1e-20', '9e-320', '1.7e308', '0e-400']],
    ['date', postgres.date, ['0001-01-01', '2024-02-29', '9999-12-31']],
    ['timestamptz', postgres.timestamptz, ['2026-05-01T10:00:00Z', '2026-05-01T10:00:00.123456Z', '0001-01-01T00:00:00-14:00']],
  ] as const)('has all that is in use: %s', (_, isOne, texts) => {
    expect(texts.filter((text) => !isOne(text))).toEqual([]);
  }); // prettier-ignore

  it.each([
    ['integer', postgres.integer, ['2147483648', '-2147483649', '99999999999999999999', '1.0', '']],
    ['bigint', postgres.bigint, ['9223372036854775808', '-9223372036854775809']],
    ['double precision', postgres.doublePrecision, ['9e-400', '9e400', 'NaN', 'Infinity', '0x10', '1e99999']],
    ['date', postgres.date, ['0000-01-01', '2026-02-30', '2025-02-29', '2026-13-01', '10000-01-01']],
    ['timestamptz', postgres.timestamptz, ['2026-02-30T00:00:00Z', '2026-01-01T24:00:00Z', '2026-01-01T00:00:60Z', '0000-06-01T00:00:00Z', '0001-01-01T00:00:00+01:00', '9999-12-31T23:00:00-02:00', '2026-01-01T00:00:00+16:00']],
  ] as const)('is none that only looks like one: %s', (_, isOne, texts) => {
    expect(texts.filter((text) => isOne(text))).toEqual([]);
  }); // prettier-ignore
});
