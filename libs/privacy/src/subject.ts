import { domainToUnicode } from 'node:url';
import { decoded, fold, folded, mailAddress, parted, plain, seen, type Reading } from '#spelling';

/** Replaces an erased person in a text. */
export const ERASED = '[erased]';

/** The person to find: by an address, by names, or both. */
export interface Subject {
  /** As `addressOf` gives it; undefined when only names are known. */
  readonly email?: string | undefined;
  readonly names: readonly string[];
}

/** An e-mail address in the form for comparison, the same for all its spellings. */
export function addressOf(email: string): string {
  const address = mailAddress(plain(email));
  return address ? `${fold(address.local)}@${address.domain}` : fold(email).trim();
}

/** A name in the form for comparison, the same for all its spellings. */
export const nameOf = (name: string): string => fold(name).split(/\s+/).filter(Boolean).join(' ');

/** The key in the list of erasures for a name that was to stay in texts. */
export const keptName = (email: string, name: string): string => `keeps ${email} ${nameOf(name)}`;

/** Longer than any name of a person. */
const LONGEST_NAME = 100;
/** More than one person ever has; the others are removed from records, and stay in texts. */
const MOST_NAMES = 50;

/**
 * The names to search for in texts, in the form for comparison. A single word, such as "Secretariat" or "Maria", occurs
 * in many texts about others; it is removed only from the person's own records. The same applies to names of an
 * impossible length, or beyond the fiftieth.
 */
export const telling = (names: readonly string[]): string[] =>
  [...new Set(names.map(nameOf))]
    .filter((name) => name.length <= LONGEST_NAME && name.split(/[\s\p{P}]+/u).filter(Boolean).length > 1)
    .slice(0, MOST_NAMES);

const escaped = (text: string): string => text.replaceAll(/[\\^$.|?*+()[\]{}/]/g, String.raw`\$&`);
const LETTER = String.raw`\p{L}\p{N}\p{M}`;

/** What may stand between two words of a name: space, a hyphen, signs of Markdown, a tag. */
const BETWEEN = String.raw`(?:[\s_*~+\u2014-]|<[^<>]{0,80}>)+`;

const namePattern = (name: string): string =>
  escaped(name)
    .split(' ')
    .map((word) => word.replaceAll(/[\u2014-]/g, BETWEEN))
    .join(BETWEEN);

/** Names are whole words: `Aino Virtanen` is not in `Raino Virtanen`. */
const namesPattern = (names: readonly string[]): string =>
  `(?<![${LETTER}])(?:${names.map(namePattern).join('|')})(?![${LETTER}])`;

/**
 * An address must not be part of a longer one: `aino@x.fi` is not in `paino@x.fi` or `p.aino@x.fi`, nor in
 * `aino@x.fi.example`. Characters other than letters before it, as in `_aino@x.fi_`, separate it.
 */
function addressPattern(address: string): string {
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
  const name = escaped(local);
  const unicode = domainToUnicode(domain).split('.');
  const labels = domain.split('.').map((label, n) => `(?:${escaped(label)}|${escaped(fold(unicode[n] ?? label))})`);
  return (
    String.raw`(?<![${LETTER}](?:\.?[_%+'-]){0,8}\.?)(?:${name}|"${name}")@${labels.join(String.raw`[.\u3002]`)}` +
    String.raw`(?!-*[${LETTER}]|[.\u3002][${LETTER}])`
  );
}

const matches = (text: string, pattern: RegExp | undefined): Iterable<RegExpExecArray> =>
  pattern && text.search(pattern) >= 0 ? text.matchAll(pattern) : [];

/** Finds a person in texts, in every spelling and encoding. */
export class Sightings {
  private readonly address: RegExp | undefined;
  private readonly names: RegExp | undefined;

  constructor(private readonly subject: Subject) {
    const names = telling(subject.names);
    this.address = subject.email === undefined ? undefined : new RegExp(addressPattern(subject.email), 'gu');
    this.names = names.length === 0 ? undefined : new RegExp(namesPattern(names), 'gu');
  }

  /** Whether there is anything to search for. */
  get isAnybody(): boolean {
    return this.address !== undefined || this.names !== undefined;
  }

  /** Whether a value is the record of the person, such as a contact: an object with the address. */
  isRecord(value: unknown): boolean {
    if (this.subject.email === undefined || typeof value !== 'object' || value === null) return false;
    const { email } = value as { email?: unknown };
    return typeof email === 'string' && addressOf(email) === this.subject.email;
  }

  /** Whether a text mentions the person. */
  isIn(text: string): boolean {
    return this.spans(text).next().done !== true;
  }

  /** A text without the person; the same string when the person is not in it. */
  without(text: string): string {
    const spans = [...this.spans(text)].sort(([a], [b]) => a - b);
    let rest = '';
    let done = 0;
    for (const [start, end] of spans) {
      if (end <= done) continue;
      if (start >= done) rest += text.slice(done, start) + ERASED;
      done = end;
    }
    return rest + text.slice(done);
  }

  private *spans(text: string): Generator<[number, number]> {
    for (const reading of decoded(text)) {
      yield* this.seenIn(reading);
      const apart = parted(reading);
      if (apart !== reading) yield* this.seenIn(apart);
    }
  }

  private *seenIn(reading: Reading): Generator<[number, number]> {
    const read = folded(reading);
    for (const { 0: match, index } of matches(read.text, this.names)) {
      yield read.origin(index, index + match.length);
    }
    for (const { 0: match, index } of matches(read.text, this.address)) {
      const end = index + match.length;
      // Folding equates more than addresses do: `straße.example` and `strasse.example` are two.
      const isTheirs = addressOf(reading.text.slice(...read.origin(index, end, reading))) === this.subject.email;
      if (isTheirs) yield read.origin(index, end);
    }
  }
}

/** What may stand before and after an `@`; both limited to the length of an address. */
const LOCAL = /(?:"[^"\n]{1,64}"|[^\s"<>@]{1,64})$/u;
const DOMAIN = /^[\p{L}\p{N}\p{M}.\u3002\uff0e\uff61\u2010-\u2013-]{1,255}/u;
const SET_OFF = /^.*[,;:()[\]\\/=?&|<>]/u;

/** All e-mail addresses in a text in the form for comparison, and some false matches. */
export function addressesInText(text: string): Set<string> {
  const addresses = new Set<string>();
  for (const reading of decoded(text)) {
    for (const one of [seen(reading), parted(reading)]) {
      for (const { index } of one.text.matchAll(/[@\uff20\ufe6b]/gu)) {
        const local = LOCAL.exec(one.text.slice(Math.max(0, index - 66), index))?.[0];
        const domain = DOMAIN.exec(one.text.slice(index + 1, index + 256))?.[0].replace(/[.-]+$/, '');
        if (local === undefined || domain === undefined) continue;
        const bare = local.replace(SET_OFF, '');
        for (const name of [local, bare, bare.replace(/^['`_*~.+-]+/, '')]) {
          if (name !== '') addresses.add(addressOf(`${name}@${domain}`));
        }
      }
    }
  }
  return addresses;
}
