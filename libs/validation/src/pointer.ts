/** The pointer (RFC 6901) to a member or item of what another pointer names. */
export const below = (pointer: string, key: string): string =>
  `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** The names of the members and items on the way of a pointer, the outermost first. */
export const namesIn = (pointer: string): string[] =>
  pointer.split('/').slice(1).map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~')); // prettier-ignore
