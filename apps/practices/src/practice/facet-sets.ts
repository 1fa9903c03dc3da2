import { Ordinals } from './ordinals.js';
import { countedColumns, type CountedName } from './practice-filter.js';

/** The practices that have each code of some facets. */
export class FacetSets {
  private readonly sets: ReadonlyMap<CountedName, Map<string, Ordinals>>;

  constructor(private readonly names: readonly CountedName[]) {
    this.sets = new Map(names.map((name) => [name, new Map<string, Ordinals>()]));
  }

  /** The codes of one practice as one text, on `FOUND`. */
  static sql(names: readonly CountedName[]): string {
    return `concat(${names.map((name) => `array_to_string(${countedColumns[name].list}, ' ')`).join(`, '|', `)})`;
  }

  /** @param codes as `sql` selects them */
  add(ordinal: number, codes: string): void {
    for (const [index, list] of codes.split('|').entries()) {
      if (list === '') continue;
      const sets = this.sets.get(this.names[index]!)!;
      for (const code of list.split(' ')) {
        let set = sets.get(code);
        if (!set) sets.set(code, (set = Ordinals.none()));
        set.add(ordinal);
      }
    }
  }

  delete(ordinal: number): void {
    for (const sets of this.sets.values()) for (const set of sets.values()) set.delete(ordinal);
  }

  of(name: CountedName): ReadonlyMap<string, Ordinals> {
    return this.sets.get(name)!;
  }
}
