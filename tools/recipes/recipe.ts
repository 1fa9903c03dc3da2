/**
 * What CONTRIBUTING promises of a change, in a form that a machine follows: a folder here with `recipe.ts`, which exports one of
 * these as its default, and beside it `<folder>.spec.ts`, which finds in the changed tree what the edits should have brought.
 * Both are written as of this tree; the spec is type-checked here, and run where the edits are made (`npm run recipes <folder>`).
 */
export interface Recipe {
  /** More than so many files and lines is a failure. */
  readonly aim: { readonly files: number; readonly lines: number };
  readonly edits: readonly Edit[];
}

/** Lines that are added, as Prettier leaves them. */
export interface Edit {
  /** Path in the tree. */
  readonly file: string;
  /** What the line has after which they stand, and no other line of the file. Left out: the file is new. */
  readonly after?: string;
  readonly lines: string;
}

/** Files and lines that are touched by hand; what is generated is no work. Blank lines do not count. */
export function costOf(edits: readonly Edit[]): Recipe['aim'] {
  const lines = edits.flatMap((edit) => edit.lines.split('\n')).filter((line) => line.trim() !== '');
  return { files: new Set(edits.map(({ file }) => file)).size, lines: lines.length };
}

/** The text of a file with the edit made. */
export function edited(text: string | undefined, { file, after, lines }: Edit): string {
  const added = lines.endsWith('\n') ? lines : `${lines}\n`;
  if (after === undefined) {
    if (text !== undefined) throw new Error(`${file} is there already: say after which line.`);
    return added;
  }
  const all = (text ?? '').split('\n');
  const places = all.flatMap((line, index) => (line.includes(after) ? [index] : []));
  const [place] = places;
  if (place === undefined || places.length > 1)
    throw new Error(`${file} has ${places.length} lines with ${JSON.stringify(after)}, not one.`);
  return [...all.slice(0, place + 1), added.slice(0, -1), ...all.slice(place + 1)].join('\n');
}
