const gainOf = (grade: number): number => 2 ** grade - 1;

const discounted = (grades: readonly number[]): number =>
  grades.slice(0, 10).reduce((sum, grade, index) => sum + gainOf(grade) / Math.log2(index + 2), 0);

/**
 * The normalised discounted cumulative gain of the first ten results (Järvelin and Kekäläinen 2002, with the gain 2^grade - 1): from 0,
 * nothing relevant found, to 1, no better order is possible. What has no grade is not relevant.
 * @param ranked Ids of the results, the best first.
 * @param relevant Grades (3 exactly what was meant, 2 clearly useful, 1 marginal) by id.
 */
export function ndcgAt10(ranked: readonly string[], relevant: Readonly<Record<string, number>>): number {
  if (new Set(ranked).size < ranked.length) throw new Error('a result is listed twice');
  const ideal = discounted(Object.values(relevant).sort((a, b) => b - a));
  if (ideal === 0) throw new Error('no result could be relevant');
  return discounted(ranked.map((id) => relevant[id] ?? 0)) / ideal;
}
