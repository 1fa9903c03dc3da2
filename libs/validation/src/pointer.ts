/** The pointer (RFC 6901) of a member or item of what another pointer names. */
export const below = (pointer: string, key: string): string =>
  `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
