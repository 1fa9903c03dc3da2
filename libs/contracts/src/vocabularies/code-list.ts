/** The codes of a table of labels, in the order in which they are written. */
export function codesOf<Code extends string>(labels: Readonly<Record<Code, string>>): readonly Code[] {
  return Object.freeze(Object.keys(labels) as Code[]);
}

/** One entry of a code list as `GET /v1/vocabularies` shows it. */
export interface CodeEntry<Code extends string | number = string> {
  code: Code;
  /** English label, for people. */
  label: string;
  /** What must stand wherever the label is shown. */
  note?: string;
}

/** A table of labels as a list of entries. */
export function entriesOf<Code extends string>(labels: Readonly<Record<Code, string>>): CodeEntry<Code>[] {
  return codesOf(labels).map((code) => ({ code, label: labels[code] }));
}
