/**
 * Characters that are invisible, or that change how others look: zero-width and soft ones, marks of direction,
 * variation selectors, tags, fillers, control characters. White space is not included. For a character class of a
 * pattern.
 */
export const INVISIBLE = String.raw`\p{Default_Ignorable_Code_Point}\p{Cf}\u2800\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f`;

/** How a character is named to somebody who cannot see it: `U+200B`. */
export const nameOf = (character: string): string =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
