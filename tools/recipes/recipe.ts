/**
 * What CONTRIBUTING promises about a change, in a form that a program can follow. A folder here has `recipe.ts`, with a
 * recipe as its default export, and `<folder>.spec.ts`, which checks the changed tree for the expected results. Both
 * are written for this tree; the spec is type-checked here and runs where the edits are made (`npm run recipes
 * <folder>`).
 */
export interface Recipe {
  /** Exceeding these numbers of files and lines is a failure. */
  readonly aim: { readonly files: number; readonly lines: number };
  readonly edits: readonly Edit[];
}

/** Lines to write, as Prettier formats them: a new file, or a change at the only line that contains a text. */
export interface Edit {
  /** Path in the tree. */
  readonly file: string;
  /** The lines follow the line that contains this. */
  readonly after?: string;
  /** The lines replace the line that contains this. */
  readonly instead?: string;
  readonly lines: string;
}

/** Files and lines edited by hand; generated ones and blank lines do not count. */
export function costOf(edits: readonly Edit[]): Recipe['aim'] {
  const lines = edits.flatMap((edit) => edit.lines.split('\n')).filter((line) => line.trim() !== '');
  return { files: new Set(edits.map(({ file }) => file)).size, lines: lines.length };
}

/** The text of a file after the edit. */
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
