import type { Schema } from './api-document.js';

/*
 * Texts at the limits of what PostgreSQL reads as values of its types: the last valid one, the first invalid one, and
 * what other languages accept as such a value.
 */

const numbers = [
  '-1', '0', '-0', '1e3', '1.5', '0x10', '٣', ' 1', '1_000', '32768', '2147483647', '2147483648', '-2147483649', '9223372036854775807',
  '9223372036854775808', '-9223372036854775809', '9e-400', '4.9e-324', '1e309', 'NaN', 'Infinity', '9'.repeat(400),
]; // prettier-ignore

const days = [
  '0000-01-01', '0001-01-01', '9999-12-31', '10000-01-01', '+010000-01-01', '-0001-01-01', '2026-02-30', '2025-02-29', '2026-00-10', '2026-13-01',
  '2026-01-00', 'infinity', 'epoch', 'today', '2026-1-1', '20260101',
]; // prettier-ignore

const moments = [
  '0000-06-01T00:00:00Z', '0001-01-01T00:00:00+01:00', '9999-12-31T23:59:59-12:00', '2026-02-30T00:00:00Z', '2026-01-01T24:00:00Z',
  '2026-01-01T00:00:60Z', '2026-01-01T00:00:00+16:00', '2026-01-01T00:00:00+99:99', '2026-01-01T00:00:00.1234567890Z', '2026-01-01T00:00:00',
]; // prettier-ignore

const ids = [
  '00000000-0000-0000-0000-000000000000', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF', '{01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11}',
  '01995d3c6f2a7c1e8f000d5f5f3f9f11', '-'.repeat(36), '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f1g', 'practices:01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11',
  `practices:${'-'.repeat(36)}`, 'me',
]; // prettier-ignore

const texts = [
  '', ' ', '\u0000', 'a\u0007', '\uffff', '\ufeff', '-'.repeat(33), '- '.repeat(33), '—'.repeat(33), '-("'.repeat(40), '"', "'", '\\', '%', '_', ':*',
  '!!a', '<->', 'a <-> b', '*', '.', '..', '/', '%2f', 'ﷺ'.repeat(200), '👩‍👩‍👧‍👦', 'İ', 'x'.repeat(501), 'x'.repeat(2_001), 'e\u0301'.repeat(300),
  `e${'\u0301'.repeat(60)}`, ',', ',,,', 'constructor', '__proto__', 'null', 'true', 'EL', 'x-none',
]; // prettier-ignore

/** For closed lists, where only the comparison can fail. */
const words = ['', 'a\u0007', ',', 'constructor', 'EL', 'x'.repeat(2_001)];

/** All of them. */
export const edges: readonly string[] = [...numbers, ...days, ...moments, ...ids, ...texts];

/** The texts for the type that a schema declares. */
export function edgesOf({ type, format, items, pattern, enum: codes }: Schema): readonly string[] {
  const [kind] = [type ?? []].flat();
  if (codes || kind === 'boolean') return words;
  if (kind === 'array') return edgesOf(items ?? {});
  if (kind === 'integer' || kind === 'number') return numbers;
  switch (format) {
    case 'uuid':
      return ids;
    case 'date':
      return days;
    case 'date-time':
      return moments;
    default:
      return pattern === undefined ? texts : [...texts, ...days, ...ids];
  }
}
