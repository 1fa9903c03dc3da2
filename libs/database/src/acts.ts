/** Which of what was done is listed. Days are those of Brussels, both included. */
export interface ActFilter {
  /** Id of who did it. */
  readonly by?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

const dayAt = (day: string): string => `(${day})::timestamp at time zone 'Europe/Brussels'`;

/**
 * The condition that a filter puts on what was done.
 * @param columns who did it, and when
 * @param firstParameter number of the first placeholder of `values`, of which there are three
 */
export function actedIn(
  { by, since, until }: ActFilter,
  columns: { readonly by: string; readonly at: string },
  firstParameter: number,
) {
  const [who, first, last] = [0, 1, 2].map((index) => `$${firstParameter + index}`);
  return {
    where: [
      `(${who}::text is null or ${columns.by} = ${who})`,
      `(${first}::date is null or ${columns.at} >= ${dayAt(`${first}::date`)})`,
      `(${last}::date is null or ${columns.at} < ${dayAt(`${last}::date + 1`)})`,
    ].join(' and '),
    values: [by ?? null, since ?? null, until ?? null],
  };
}
