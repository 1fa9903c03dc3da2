import { INVISIBLE } from './invisible.js';
import { Reading } from './reading.js';

const APOSTROPHES =
  /[\u0060\u00b4\u02b9\u02bb-\u02bd\u02c8\u02ca\u02cb\u05f3\u2018-\u201b\u2032\u2035\ua78c\uff07\uff40]/gu;
/** What joins words; a long dash, which parts them, is none. */
const HYPHENS = /(?![\u2014\u2015\u2e3a\u2e3b\ufe31\ufe58])[\p{Pd}\u2043\u2212]/gu;
const UNSEEN = new RegExp(`[${INVISIBLE}]+`, 'gu');

/** A letter with all that stands on it, where that is not one plain character; Korean letters join without marks. */
const CLUSTERS = new RegExp(
  String.raw`[\u1100-\u115e][\u1161-\u11a7][\u11a8-\u11ff]?|[\uac00-\ud7a3][\u11a8-\u11c2]|` +
    String.raw`[^\0-\x7f][\p{M}${INVISIBLE}]*|[\0-\x7f][\p{M}${INVISIBLE}]+|[\0-\x08\x0e-\x1f\x7f]`,
  'gu',
);
const IS_PLAIN = /^[\t-\r -~]*$/;

/** What is left to do for characters that are read one by one. */
const small = (text: string): string => text.toLowerCase().replaceAll('`', "'");

/** Without what nobody sees; apostrophes, hyphens and letters that differ in form alone in one form. */
export const plain = (text: string): string =>
  text.replace(UNSEEN, '').replace(APOSTROPHES, "'").replace(HYPHENS, '-').normalize('NFKC');

/** How a cluster is read. Capitals first: of a letter with several small forms, or none, they make one. */
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
 * A text as it is compared with others, whatever its spelling: compatible forms as one (NFKC), without what nobody sees, in
 * small letters, apostrophes and hyphens in one form. For comparing only: what is kept and shown is what was written.
 */
export function folded(reading: Reading): Reading {
  const { text } = reading;
  if (IS_PLAIN.test(text)) return reading.readAs(small(text));
  const read = reading.reread(CLUSTERS, cluster);
  return read.readAs(small(read.text));
}

/** The same for a text alone. */
export const fold = (text: string): string => folded(Reading.of(text)).text;

/** What nobody sees, read as nothing. */
export const seen = (reading: Reading): Reading => reading.reread(UNSEEN, () => '');

/** What nobody sees, read as a space: some of it parts words. The same object when there is nothing of it. */
export const parted = (reading: Reading): Reading => reading.reread(UNSEEN, () => ' ');
