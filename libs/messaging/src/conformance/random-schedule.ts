/** Random faults and ordinary work of a few hundred milliseconds. */
export type Step =
  | { readonly do: 'append'; readonly streams: readonly number[]; readonly isHeard: boolean }
  | { readonly do: 'start relay' }
  | { readonly do: 'stop relay'; readonly relay: number }
  /** Frozen beyond its lease, with a batch that it has read, or with one that it has sent and not marked. */
  | { readonly do: 'freeze relay'; readonly relay: number; readonly where: 'before sending' | 'before marking' }
  | { readonly do: 'thaw relays' }
  /** The transport refuses a batch; it has taken nothing, the first half, or everything without acknowledging it. */
  | { readonly do: 'break transport'; readonly times: number; readonly taken: 'nothing' | 'half' | 'all' }
  /** A consumer ends after its commit, before the transport learns of the commit. */
  | { readonly do: 'crash after commit'; readonly times: number }
  /** The session of a consumer ends between effect and commit. */
  | { readonly do: 'crash before commit'; readonly times: number }
  | { readonly do: 'fail handler'; readonly group: number; readonly stream: number }
  | { readonly do: 'heal handlers' }
  | { readonly do: 'retry' }
  | { readonly do: 'lose marks' }
  | { readonly do: 'send again'; readonly count: number }
  | { readonly do: 'poison'; readonly kind: 'unparseable' | 'schema breach' }
  | { readonly do: 'restart' };

/** A random source that gives the same sequence for the same seed (mulberry32). */
export class Chance {
  constructor(private state: number) {}

  /** From 0 to below `end`. */
  below(end: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end);
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }
}

export const STREAMS = 6;
export const GROUPS = 2;

/** Each is chosen in proportion to how often it is listed here. */
const kinds: readonly Step['do'][] = [
  ...Array<'append'>(14).fill('append'),
  'start relay', 'start relay', 'stop relay', 'freeze relay', 'freeze relay', 'thaw relays', 'break transport', 'break transport',
  'crash after commit', 'crash after commit', 'crash before commit', 'fail handler', 'fail handler', 'heal handlers', 'retry',
  'lose marks', 'send again', 'send again', 'poison', 'poison', 'restart',
]; // prettier-ignore

export function scheduleOf(chance: Chance): Step[] {
  const length = 20 + chance.below(20);
  return Array.from({ length }, () => stepOf(chance.of(kinds), chance));
}

function stepOf(kind: Step['do'], chance: Chance): Step {
  const times = () => 1 + chance.below(4);
  switch (kind) {
    case 'append': {
      const streams = Array.from({ length: 1 + chance.below(12) }, () => chance.below(STREAMS));
      return { do: kind, streams, isHeard: chance.below(6) > 0 };
    }
    case 'stop relay':
      return { do: kind, relay: chance.below(3) };
    case 'freeze relay':
      return { do: kind, relay: chance.below(3), where: chance.of(['before sending', 'before marking']) };
    case 'break transport':
      return { do: kind, times: times(), taken: chance.of(['nothing', 'half', 'all']) };
    case 'crash after commit':
    case 'crash before commit':
      return { do: kind, times: times() };
    case 'fail handler':
      return { do: kind, group: chance.below(GROUPS), stream: chance.below(STREAMS) };
    case 'send again':
      return { do: kind, count: 1 + chance.below(8) };
    case 'poison':
      return { do: kind, kind: chance.of(['unparseable', 'schema breach']) };
    case 'start relay':
    case 'thaw relays':
    case 'heal handlers':
    case 'retry':
    case 'lose marks':
    case 'restart':
      return { do: kind };
  }
}
