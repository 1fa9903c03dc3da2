/**
 * Characters that nobody sees, or that change how others look: zero-width and soft ones, marks of direction, selectors of
 * variants, tags, fillers, control characters. White space is none of them.
 */
export const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]|(?!\s|\u0085)\p{Cc}/u;

/** How a character is named to somebody who cannot see it: `U+200B`. */
export const nameOf = (character: string): string =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
