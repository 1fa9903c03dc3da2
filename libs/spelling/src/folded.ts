import { INVISIBLE } from './invisible.js';
import { Reading } from './reading.js';

const APOSTROPHES =
  /[\u0060\u00b4\u02b9\u02bb-\u02bd\u02c8\u02ca\u02cb\u05f3\u2018-\u201b\u2032\u2035\ua78c\uff07\uff40]/gu;
/** Characters that join words; a long dash separates them. */
const HYPHENS = /(?![\u2014\u2015\u2e3a\u2e3b\ufe31\ufe58])[\p{Pd}\u2043\u2212]/gu;
const UNSEEN = new RegExp(`[${INVISIBLE}]+`, 'gu');

/** A letter with its combining marks, if it is not a single plain character; Korean letters combine without marks. */
const CLUSTERS = new RegExp(
  String.raw`[\u1100-\u115e][\u1161-\u11a7][\u11a8-\u11ff]?|[\uac00-\ud7a3][\u11a8-\u11c2]|` +
    String.raw`[^\0-\x7f][\p{M}${INVISIBLE}]*|[\0-\x7f][\p{M}${INVISIBLE}]+|[\0-\x08\x0e-\x1f\x7f]`,
  'gu',
);
const IS_PLAIN = /^[\t-\r -~]*$/;

/** The rest of the work for characters that are read one by one. */
const small = (text: string): string => text.toLowerCase().replaceAll('`', "'");

/** Without invisible characters; with one form each for apostrophes, hyphens and letters that differ only in form. */
export const plain = (text: string): string =>
  text.replace(UNSEEN, '').replace(APOSTROPHES, "'").replace(HYPHENS, '-').normalize('NFKC');

/** The reading of a cluster. Capitals first: a letter with several small forms, or none, has one capital. */
const readCluster = (cluster: string): string =>
  plain(cluster)
    .toUpperCase()
    .toLowerCase()
    .replaceAll('\u03c2', '\u03c3')
    .replaceAll('i\u0307', 'i')
    .normalize('NFKC');

/** The few hundred clusters that texts are made of. */
const known = new Map<string, string>();
const MOST_KNOWN = 10_000;

function cluster(written: string): string {
  const before = known.get(written);
  if (before !== undefined) return before;
  if (known.size >= MOST_KNOWN || written.length > 8) return readCluster(written);
  const read = readCluster(written);
  known.set(written, read);
  return read;
}

/**
 * A text in the form for comparison, the same for all its spellings: compatible forms unified (NFKC), without invisible
 * characters, in lower case, apostrophes and hyphens in one form. For comparison only: the original is stored and
 * shown.
 */
export function folded(reading: Reading): Reading {
  const { text } = reading;
  if (IS_PLAIN.test(text)) return reading.readAs(small(text));
  const read = reading.reread(CLUSTERS, cluster);
  return read.readAs(small(read.text));
}

/** The same as plain text. */
export const fold = (text: string): string => folded(Reading.of(text)).text;

/** Invisible characters, read as nothing. */
export const seen = (reading: Reading): Reading => reading.reread(UNSEEN, () => '');

/** Invisible characters, read as spaces, since some of them separate words. The same object when there are none. */
export const parted = (reading: Reading): Reading => reading.reread(UNSEEN, () => ' ');
