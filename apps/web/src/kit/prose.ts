/** The prose of a fact sheet by its parts, in reading order. */
export const proseOf = {
  about: ['objectives', 'activities', 'context', 'challenges', 'assistance'],
  results: ['outcomes'],
  elsewhere: ['replicationScope', 'lessons', 'staffTraining'],
  background: ['relations', 'notes'],
} as const;
export const prose = Object.values(proseOf).flat();

/** Those whose absence a reader should know of. */
export const asked = ['objectives', 'activities', 'challenges', 'outcomes', 'lessons', 'replicationScope'] as const;

export const isProse = (field: string): field is (typeof prose)[number] => (prose as readonly string[]).includes(field);
