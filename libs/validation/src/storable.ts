/**
 * Characters that XML 1.0, and therefore every spreadsheet, cannot represent (XML 1.0, 2.2 Char); lone surrogates are
 * checked separately.
 */
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/**
 * More marks on one letter than any language uses (Unicode's Stream-Safe Text Format, UAX 15): the time to sort them
 * grows with the square of their number.
 */
const overmarked = /\p{M}{31}/u;

/** Text that some place cannot hold in which it will be stored or shown: the database, a feed, a sheet. */
export function unstorable(text: string): { code: string; detail: string } | undefined {
  const [character] = unwritable.exec(text) ?? [];
  if (character === '\0') return { code: 'null-byte', detail: 'The text has a null character; remove it.' };
  if (character !== undefined) {
    const name = `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    return { code: 'control-character', detail: `The text has the control character ${name}; remove it.` };
  }
  if (!text.isWellFormed())
    return { code: 'lone-surrogate', detail: 'The text has half of a surrogate pair; remove it.' };
  if (overmarked.test(text))
    return { code: 'combining-marks', detail: 'The text has a letter with more than 30 combining marks; remove them.' };
  return undefined;
}
