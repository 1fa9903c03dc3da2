/** Parts of a text and their readings: starts and ends in both, in order. */
interface Edits {
  readonly from: number[];
  readonly fromEnd: number[];
  readonly to: number[];
  readonly toEnd: number[];
}

/** One reading of a text: the text as it is read, and the position of each of its parts in the original. */
export class Reading {
  private constructor(
    readonly text: string,
    private readonly before?: Reading,
    private readonly edits?: Edits,
  ) {}

  static of(text: string): Reading {
    return new Reading(text);
  }

  /** Reads each match of a pattern as another text; returns the same object when nothing changes. */
  reread(pattern: RegExp, as: (match: string) => string): Reading {
    if (this.text.search(pattern) < 0) return this; // the usual case: the rest is slow to start
    const edits: Edits = { from: [], fromEnd: [], to: [], toEnd: [] };
    let text = '';
    let done = 0;
    for (const { 0: match, index } of this.text.matchAll(pattern)) {
      const other = as(match);
      if (other === match) continue;
      text += this.text.slice(done, index);
      edits.from.push(index);
      edits.to.push(text.length);
      text += other;
      done = index + match.length;
      edits.fromEnd.push(done);
      edits.toEnd.push(text.length);
    }
    return edits.from.length === 0 ? this : new Reading(text + this.text.slice(done), this, edits);
  }

  /** Reads the whole as another text of the same length. */
  readAs(text: string): Reading {
    return new Reading(text, this);
  }

  /**
   * The position of a part in an earlier reading, or in the original. A part of a replaced text stands for all of it;
   * text that is read as nothing is left out at both ends.
   */
  origin(start: number, end: number, earlier?: Reading): [number, number] {
    if (this === earlier || !this.before) return [start, end];
    const [from, to] = this.edits ? before(this.edits, start, end) : [start, end];
    return this.before.origin(from, to, earlier);
  }
}

function before({ from, fromEnd, to, toEnd }: Edits, start: number, end: number): [number, number] {
  const first = lastUpTo(to, start);
  const last = lastUpTo(to, end - 1);
  return [
    first < 0 ? start : start < toEnd[first]! ? from[first]! : fromEnd[first]! + start - toEnd[first]!,
    last < 0 ? end : end < toEnd[last]! ? fromEnd[last]! : fromEnd[last]! + end - toEnd[last]!,
  ];
}

/** Index of the last of some ascending numbers that does not exceed a limit; -1 for none. */
function lastUpTo(numbers: readonly number[], limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
