/** A closed list of codes, which also gives their type: `type Theme = (typeof themes)[number]`. */
export const codes = <const Code extends string>(...list: readonly Code[]): readonly Code[] => Object.freeze(list);
