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

/** Lines that are written, as Prettier leaves them: a new file, or a change at the one line that has a text. */
export interface Edit {
  /** Path in the tree. */
  readonly file: string;
  /** They stand after the line that has this. */
  readonly after?: string;
  /** They stand in the place of the line that has this. */
  readonly instead?: string;
  readonly lines: string;
}

/** Files and lines that are touched by hand; what is generated is no work. Blank lines do not count. */
export function costOf(edits: readonly Edit[]): Recipe['aim'] {
  const lines = edits.flatMap((edit) => edit.lines.split('\n')).filter((line) => line.trim() !== '');
  return { files: new Set(edits.map(({ file }) => file)).size, lines: lines.length };
}

/** The text of a file with the edit made. */
export function edited(text: string | undefined, { file, after, instead, lines }: Edit): string {
  const added = lines.replace(/\n$/, '').split('\n');
  const anchor = after ?? instead;
  if (anchor === undefined) {
    if (text !== undefined) throw new Error(`${file} is there already: say at which line.`);
    return `${added.join('\n')}\n`;
  }
  const all = (text ?? '').split('\n');
  const places = all.flatMap((line, index) => (line.includes(anchor) ? [index] : []));
  if (places.length !== 1)
    throw new Error(`${file} has ${places.length} lines with ${JSON.stringify(anchor)}, not one.`);
  const [at, gone] = instead === undefined ? [places[0]! + 1, 0] : [places[0]!, 1];
  return all.toSpliced(at, gone, ...added).join('\n');
}
