/** On which side of a place a page lies, as SQL compares in ascending order. */
const sides = { after: '>', from: '>=', before: '<', upTo: '<=' } as const;

export type Way = keyof typeof sides;
export const ways = Object.keys(sides) as Way[];

type Direction = 'asc' | 'desc';

/** Where in an ordered list a page is read: on from a place, or back from it. Its rows come nearest to the place first. */
export class Seek {
  /** @param place values of what the list is ordered by; undefined: its beginning */
  constructor(
    readonly place?: readonly string[],
    readonly way: Way = 'after',
  ) {}

  get isBackwards(): boolean {
    return this.way === 'before' || this.way === 'upTo';
  }

  /** Whether the place itself is on the page. */
  get isInclusive(): boolean {
    return this.way === 'from' || this.way === 'upTo';
  }

  /** The comparison of a row, on its left, with the place. */
  operator(direction: Direction): string {
    const operator = sides[this.way];
    return direction === 'asc' ? operator : operator.replace(/[<>]/, (sign) => (sign === '<' ? '>' : '<'));
  }

  /** The order in which the page is read. */
  order(direction: Direction): Direction {
    return this.isBackwards === (direction === 'asc') ? 'desc' : 'asc';
  }

  /**
   * The parts of a statement that reads the page.
   * @param key what the list is ordered by, with the types of its values
   * @param firstParameter number of the first placeholder of `values`
   */
  sql(key: Readonly<Record<string, string>>, firstParameter: number, direction: Direction = 'asc') {
    const columns = Object.keys(key);
    const place = Object.values(key).map((type, index) => `$${firstParameter + index}::${type}`);
    const [column, value] = [columns[0]!, place[0]!];
    const operator = this.operator(direction);
    // The first column alone as well, for an index on it.
    const first = columns.length > 1 ? `${column} ${operator.charAt(0)}= ${value} and ` : '';
    return {
      where: this.place
        ? `${first}(${columns.join()}) ${operator} (${place.join()})`
        : place.map((one) => `${one} is null`).join(' and '),
      orderBy: columns.map((one) => `${one} ${this.order(direction)}`).join(),
      values: this.place ?? columns.map(() => null),
    };
  }
}
