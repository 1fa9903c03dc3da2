import { foldedWords } from '#spelling';

/** A piece of a text as it was written, and whether the search found it. */
export interface Part {
  readonly text: string;
  readonly match: boolean;
}

/** A form that a word of a text may have, or begin with. */
export interface Form {
  readonly text: string;
  readonly isPrefix: boolean;
}

/** What a term of a query looks for: words in sequence, usually one, each in one of several forms. */
export interface Sought {
  readonly term: number;
  readonly sequence: readonly (readonly Form[])[];
}

/** A place in a text. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly term: number;
}

/** A word of a text, at its place. */
interface Place {
  readonly start: number;
  readonly end: number;
  /** Usually one; some characters stand for several words. */
  readonly words: readonly string[];
}

/** Letters and digits with what belongs to them: marks, and characters that nobody sees. */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]*/gu;

/** Most characters of a fragment, and of them before the first match. */
const [LONGEST, BEFORE] = [200, 60];

/** Turn the direction of what follows; half of a pair in a fragment would turn the page around it. */
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g;

const isOne = (forms: readonly Form[], word: string): boolean =>
  forms.some(({ text, isPrefix }) => (isPrefix ? word.startsWith(text) : word === text));

/** Finds what is sought in any number of texts, word by word, as the search compares them. */
export class Marker {
  private readonly folded = new Map<string, readonly string[]>();
  private readonly terms = new Map<string, readonly number[]>();
  private readonly single: readonly Sought[];
  private readonly phrases: readonly Sought[];

  constructor(sought: readonly Sought[]) {
    this.single = sought.filter(({ sequence }) => sequence.length === 1);
    this.phrases = sought.filter(({ sequence }) => sequence.length > 1);
  }

  /** In the order of the text, overlapping ones only in phrases. */
  matches(text: string): Match[] {
    const places = this.placesIn(text);
    const singles = places.flatMap(({ start, end, words }) =>
      words.flatMap((word) => this.termsOf(word).map((term) => ({ start, end, term }))),
    );
    return this.phrases.length === 0
      ? singles
      : [...singles, ...this.phrasesIn(places)].sort((a, b) => a.start - b.start);
  }

  /** The words of a text, as the search compares them. */
  placesIn(text: string): Place[] {
    return [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
      start: index,
      end: index + word.length,
      words: this.wordsOf(word),
    }));
  }

  private wordsOf(written: string): readonly string[] {
    let words = this.folded.get(written);
    if (!words) this.folded.set(written, (words = foldedWords(written)));
    return words;
  }

  private termsOf(word: string): readonly number[] {
    let terms = this.terms.get(word);
    if (!terms) {
      const found = this.single.filter(({ sequence: [forms = []] }) => isOne(forms, word)).map(({ term }) => term);
      this.terms.set(word, (terms = [...new Set(found)]));
    }
    return terms;
  }

  private phrasesIn(places: readonly Place[]): Match[] {
    const words = places.flatMap((place) => place.words.map((word) => ({ word, place })));
    return this.phrases.flatMap(({ term, sequence }) =>
      words.flatMap((_, at) =>
        sequence.every((forms, n) => words[at + n] !== undefined && isOne(forms, words[at + n]!.word))
          ? sequence.map((_form, n) => ({ ...words[at + n]!.place, term }))
          : [],
      ),
    );
  }
}

/** How many different terms are found. */
export const countTerms = (matches: readonly Match[]): number => new Set(matches.map(({ term }) => term)).size;

/** The piece of a text that has the most terms, in parts; without matches its beginning. */
export function fragmentOf(text: string, matches: readonly Match[]): Part[] {
  const first = bestStart(matches);
  const [from, to] = text.length <= LONGEST ? [0, text.length] : windowAt(text, first);
  const parts: Part[] = [];
  const add = (piece: string, match: boolean) => {
    const shown = piece.replace(DIRECTIONS, '').replace(/\s+/g, ' ');
    if (shown !== '') parts.push({ text: shown, match });
  };
  let done = from;
  for (const { start, end } of matches) {
    if (end <= done || start >= to) continue;
    add(`${done === from && from > 0 ? '…' : ''}${text.slice(done, Math.max(start, done))}`, false);
    add(text.slice(Math.max(start, done), Math.min(end, to)), true);
    done = Math.min(end, to);
  }
  add(`${done === from && from > 0 ? '…' : ''}${text.slice(done, to)}${to < text.length ? '…' : ''}`, false);
  return parts;
}

function bestStart(matches: readonly Match[]): Match | undefined {
  let best: Match | undefined;
  let most = 0;
  for (const [at, match] of matches.entries()) {
    const near = new Set<number>();
    for (let n = at; n < matches.length && matches[n]!.end <= match.start + LONGEST - BEFORE; n += 1)
      near.add(matches[n]!.term);
    if (best !== undefined && near.size <= most) continue;
    best = match;
    most = near.size;
  }
  return best;
}

/** From a word to a word where there are some, otherwise from a whole letter to a whole letter. */
function windowAt(text: string, match: Match | undefined): [number, number] {
  const start = match?.start ?? 0;
  let from = Math.max(0, Math.min(start - BEFORE, text.length - LONGEST));
  if (from > 0) {
    const blank = text.slice(from, start).search(/\s/);
    from = blank < 0 ? wholeLetter(text, from) : from + blank + 1;
  }
  let to = Math.min(text.length, from + LONGEST);
  if (to < text.length) {
    const blank = text.slice(from, to).search(/\s\S*$/);
    to = blank > 0 && from + blank >= (match?.end ?? 0) ? from + blank : wholeLetter(text, to);
  }
  return [from, to];
}

/** The most code units of one letter with its marks. */
const LETTER = 64;

/** The beginning of the letter at a place. */
function wholeLetter(text: string, at: number): number {
  for (let start = at; start > Math.max(0, at - LETTER); start -= 1) {
    if (!/^(?:[\p{M}\u200d]|[\udc00-\udfff])/u.test(text.slice(start, start + 2)) && text[start - 1] !== '\u200d')
      return start;
  }
  return at;
}
