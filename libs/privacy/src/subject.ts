/** What stands where somebody was erased from a text. */
export const ERASED = '[erased]';

/** Who is looked for: by an address, by names, or both. */
export interface Subject {
  /** As `addressOf` gives it; undefined when only names are known. */
  readonly email?: string | undefined;
  readonly names: readonly string[];
}

/** An e-mail address as it is compared: people write it in any case. */
export const addressOf = (email: string): string => email.trim().normalize('NFC').toLowerCase();

/** Under which the list of erasures has a name that was to stay in texts. */
export const keptName = (email: string, name: string): string => `keeps ${email} ${name.trim()}`;

/** Longer than any name of a person. */
const LONGEST_NAME = 100;
/** Names looked for at once: patterns of the database become slow with their length. */
const NAMES_AT_ONCE = 10;
/** More than one person ever has; the others leave records, and stay in texts. */
const MOST_NAMES = 50;

/**
 * The names that texts are searched for. One word alone, such as "Secretariat" or "Maria", stands in many a text that is
 * about somebody else; it leaves the person's own records only. So do names that are none by their length, or beyond the fiftieth.
 */
export const telling = (names: readonly string[]): string[] =>
  [...new Set(names.map((name) => name.trim()))]
    .filter((name) => name.length <= LONGEST_NAME && wordsOf(name).length > 1)
    .slice(0, MOST_NAMES);

/** The same subject in parts that a pattern is made of. */
export function partsOf({ email, names }: Subject): Subject[] {
  const told = telling(names);
  const parts: Subject[] = [{ email, names: told.slice(0, NAMES_AT_ONCE) }];
  for (let next = NAMES_AT_ONCE; next < told.length; next += NAMES_AT_ONCE) {
    parts.push({ names: told.slice(next, next + NAMES_AT_ONCE) });
  }
  return parts;
}

const wordsOf = (name: string): string[] => name.split(/[\s\p{P}]+/u).filter(Boolean);

const escaped = (text: string): string => text.replaceAll(/[\\^$.|?*+()[\]{}/]/g, String.raw`\$&`);

/** A text in both ways in which accents are encoded, in capitals (servers do not know the case of every letter), and as in JSON. */
const spellings = (text: string): string[] => {
  const cases = /^[ -~]*$/.test(text) ? [text] : [text, text.toLowerCase(), text.toUpperCase()];
  return [
    ...new Set(
      [...cases, JSON.stringify(text).slice(1, -1)].flatMap((one) => [one.normalize('NFC'), one.normalize('NFD')]),
    ),
  ];
};

/** An address is part of no longer one: `aino@x.fi` is not in `paino@x.fi`, nor in `aino@x.fi.example`. */
const email = (address: string, letter: string): string[] => {
  const at = escaped(address).replace('@', '(?:@|%40)');
  return [`(?<![${letter}._%+-])${at}(?![${letter}-]|\\.[${letter}])`];
};
const name = (words: string, letter: string): string[] =>
  spellings(words).map((one) => `(?<![${letter}_])${one.split(/\s+/).map(escaped).join('\\s+')}(?![${letter}_])`);

/** Regular expressions for one subject; undefined when there is nothing to look for. */
export interface Patterns {
  /** For PostgreSQL: exactly the subject, in one text. */
  readonly exact: string;
  /** For PostgreSQL: all that may be it in a document or a list written as text, and little else. */
  readonly loose: string;
  /** For JavaScript: exactly the subject. */
  readonly script: RegExp;
}

export function patternsOf(subject: Subject): Patterns | undefined {
  const names = telling(subject.names);
  const emails = subject.email === undefined ? [] : spellings(subject.email);
  const of = (letter: string) =>
    [...emails.flatMap((one) => email(one, letter)), ...names.flatMap((one) => name(one, letter))].join('|');
  if (emails.length + names.length === 0) return undefined;
  const inJson = (word: string) => escaped(word.replaceAll(/["\\]/g, String.raw`\$&`));
  const loose = [
    ...emails.map((one) => inJson(one).replace('@', '(?:@|%40)')),
    ...names.flatMap((one) =>
      spellings(one).map((spelt) =>
        spelt
          .split(/\s+/)
          .map(inJson)
          .join(String.raw`(?:\s|\\[nrt])+`),
      ),
    ),
  ];
  return {
    exact: `(?i)${of('[:alnum:]')}`,
    loose: `(?i)${loose.join('|')}`,
    script: new RegExp(of(String.raw`\p{L}\p{N}`), 'giu'),
  };
}
