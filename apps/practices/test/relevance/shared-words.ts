/** The words of a text, in lower case and without accents. */
const wordsOf = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replaceAll('ß', 'ss')
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** The same word, or likely the same stem: both begin with the same five letters, or one of four begins the other. */
function areAlike(a: string, b: string): boolean {
  const length = Math.min(5, a.length, b.length);
  return length < 4 ? a === b : a.slice(0, length) === b.slice(0, length);
}

/** Whether a text has a word of the query, or its beginning. Errs on the side of yes: words of grammar count as well. */
export function sharesWord(query: string, texts: readonly string[]): boolean {
  const words = texts.flatMap(wordsOf);
  return wordsOf(query).some((asked) => words.some((word) => areAlike(asked, word)));
}
