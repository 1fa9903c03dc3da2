/** A closed list of codes, with which its type is written, too: `type Theme = (typeof themes)[number]`. */
export const codes = <const Code extends string>(...list: readonly Code[]): readonly Code[] => Object.freeze(list);
