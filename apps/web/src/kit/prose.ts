/** The prose of a fact sheet, in reading order. */
export const prose = [
  'objectives', 'activities', 'context', 'challenges', 'assistance', 'relations', 'outcomes', 'staffTraining', 'lessons',
  'replicationScope', 'notes',
] as const; // prettier-ignore

/** Those whose absence a reader should know of. */
export const asked = ['objectives', 'activities', 'challenges', 'outcomes', 'lessons', 'replicationScope'] as const;

export const isProse = (field: string): field is (typeof prose)[number] => (prose as readonly string[]).includes(field);
