/** The pointer (RFC 6901) to a member or item of what another pointer names. */
export const below = (pointer: string, key: string): string =>
  `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** The names of the members and items on the way of a pointer, the outermost first. */
export const namesIn = (pointer: string): string[] =>
  pointer.split('/').slice(1).map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~')); // prettier-ignore

/** What a pointer names in a value; undefined when there is no such thing. */
export const valueAt = (value: unknown, pointer: string): unknown =>
  namesIn(pointer).reduce<unknown>(
    (at, name) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? at[name as keyof typeof at] : undefined,
    value,
  );
