import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { criteria, labelRule } from '#contracts';
import type { Scores } from './criteria.js';
import { labelOf, median, type Judgement } from './label.js';

const at = new Date('2027-01-02T00:00:00.000Z');
const later = new Date('2027-02-02T00:00:00.000Z');
const scores = (score: number, others: Partial<Record<keyof Scores, number>> = {}): Scores =>
  Object.fromEntries(
    criteria.map((name) => [name, { score: others[name] ?? score, reason: 'r' }]),
  ) as unknown as Scores;
let n = 0;
const given = (by: string, all: Scores, memberId: string | null = null): Judgement => ({
  id: `a${(n += 1)}`, assessorId: by, memberId, version: 1, scores: all,
}); // prettier-ignore

describe('the median', () => {
  it.each([
    [[], null],
    [[3], 3],
    [[5, 1], 3],
    [[5, 4], 4.5],
    [[1, 5, 4], 4],
    [[5, 5, 1, 4], 4.5],
  ])('of %j is %j', (values, expected) => {
    expect(median(values)).toBe(expected);
  });
});

describe('the good-practice label', () => {
  it('needs two assessors, and a median of four on every criterion', () => {
    const label = labelOf([given('a', scores(4)), given('b', scores(5))], 'owner', null, at);
    expect(label).toMatchObject({
      awarded: true,
      since: '2027-01-02T00:00:00.000Z',
      explanation: { assessors: 2, missing: [], medians: { relevance: 4.5, sustainability: 4.5 } },
    });
    expect(label.explanation.assessments).toHaveLength(2);
  });

  it('is not given by one alone, however good', () => {
    expect(labelOf([given('a', scores(5))], 'owner', null, at)).toMatchObject({
      awarded: false, since: null, explanation: { assessors: 1, missing: ['assessors'] },
    }); // prettier-ignore
  });

  it('counts two assessments of one person as one person', () => {
    const twice = [given('a', scores(5)), given('a', scores(5))];
    expect(labelOf(twice, 'owner', null, at).explanation).toMatchObject({ assessors: 1, missing: ['assessors'] });
  });

  it('does not count who belongs to the owner', () => {
    const label = labelOf([given('a', scores(5)), given('b', scores(5), 'owner')], 'owner', null, at);
    expect(label.explanation).toMatchObject({ assessors: 1, missing: ['assessors'] });
    expect(label.explanation.assessments).toHaveLength(1);
  });

  it.each(criteria)('is refused for a median below four on %s alone', (name) => {
    const low = [given('a', scores(5)), given('b', scores(5, { [name]: 2 }))];
    expect(labelOf(low, 'owner', null, at)).toMatchObject({
      awarded: false,
      explanation: { missing: [name], medians: { [name]: 3.5 } },
    });
  });

  it('keeps since when it was awarded while it is, and forgets it when it is lost', () => {
    const good = [given('a', scores(4)), given('b', scores(4))];
    const first = labelOf(good, 'owner', null, at);
    const kept = labelOf([...good, given('c', scores(5))], 'owner', first, later);
    expect(kept.since).toBe('2027-01-02T00:00:00.000Z');
    const lost = labelOf(good.slice(0, 1), 'owner', kept, later);
    expect(lost.since).toBeNull();
    expect(labelOf(good, 'owner', lost, later).since).toBe('2027-02-02T00:00:00.000Z');
  });

  it('of a practice that nobody judged says what is missing', () => {
    expect(labelOf([], null, null, at).explanation).toMatchObject({
      assessors: 0, missing: ['assessors'], medians: { relevance: null }, assessments: [],
    }); // prettier-ignore
  });

  it('is the same whatever was scored, as long as fewer have judged than the rule needs', () => {
    const score = fc.integer({ min: 1, max: 5 });
    const anyScores = fc
      .record(Object.fromEntries(criteria.map((name) => [name, score])))
      .map((values) => scores(1, values));
    const judgement = (by: fc.Arbitrary<string>, memberId: string | null) =>
      fc.record({ by, all: anyScores }).map(({ by, all }) => ({ ...given(by, all, memberId), id: 'a' }));
    const few = fc.array(judgement(fc.constantFrom(...Array.from({ length: labelRule.assessors - 1 }, (_, i) => `p${i}`)), null), { maxLength: 3 }); // prettier-ignore
    const ofOwner = fc.array(judgement(fc.string(), 'owner'), { maxLength: 3 });
    fc.assert(
      fc.property(few, ofOwner, (others, own) => {
        const given = [...own, ...others];
        const hidden = given.map((one) => ({ ...one, scores: scores(3) }));
        expect(labelOf(given, 'owner', null, at)).toEqual(labelOf(hidden, 'owner', null, at));
      }),
    );
  });
});
