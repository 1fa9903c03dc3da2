/** A piece of a text: words that stayed, or words that only this side has. */
export interface Piece {
  readonly text: string;
  readonly changed: boolean;
}

/** Comparing costs the product of both lengths; what is longer counts as changed from its first new word to its last. */
const MOST = 1_000_000;

/** A number is one word, however its digits are grouped. */
const wordsOf = (text: string): readonly string[] =>
  text.match(/\s+|[^\s\p{P}]+(?:[.,\u00a0\u202f]\d+)*|\p{P}/gu) ?? [];

/** Which words of two texts differ: the rest is their longest common sequence of words. */
export function changedWords(before: string, after: string): [was: Piece[], is: Piece[]] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [inA, inB] = common(a.slice(start, a.length - end), b.slice(start, b.length - end));
  const isKept = (at: number, length: number, kept: ReadonlySet<number>) =>
    at < start || at >= length - end || kept.has(at - start);
  return [joined(a, (at) => isKept(at, a.length, inA)), joined(b, (at) => isKept(at, b.length, inB))];
}

/** The places, on either side, of the longest common sequence. */
function common(a: readonly string[], b: readonly string[]): [Set<number>, Set<number>] {
  const [inA, inB] = [new Set<number>(), new Set<number>()];
  if (a.length * b.length > MOST) return [inA, inB];
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  const of = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      longest[i * width + j] = a[i] === b[j] ? of(i + 1, j + 1) + 1 : Math.max(of(i + 1, j), of(i, j + 1));
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      inA.add(i++);
      inB.add(j++);
    } else if (of(i + 1, j) >= of(i, j + 1)) i += 1;
    else j += 1;
  }
  return [inA, inB];
}

/** A space between two changed words is marked with them, so that a new phrase is one mark. */
function joined(tokens: readonly string[], isKept: (at: number) => boolean): Piece[] {
  const pieces: { text: string; changed: boolean }[] = [];
  tokens.forEach((text, at) => {
    const isBetween = /^\s+$/.test(text) && at > 0 && at < tokens.length - 1 && !isKept(at - 1) && !isKept(at + 1);
    const changed = isBetween || !isKept(at);
    const last = pieces.at(-1);
    if (last?.changed === changed) last.text += text;
    else pieces.push({ text, changed });
  });
  return pieces;
}
