import { describe, expect, it } from '@jest/globals';
import type { FactSheet } from '../../fact-sheet/fact-sheet.js';
import { Practice } from '../../practice/practice.js';
import type { Act } from '../../practice/practice-step.js';
import { importTargets, type ImportJob, type ImportTarget } from '../import-job.js';
import { takeOverRow } from './take-over-row.js';

const member = '0197f0c0-0000-7000-8000-000000000001';
const at = new Date('2027-01-02T03:04:05.678Z');
const act: Act = { by: 'somebody', as: ['owner', 'steering'], at };
const sheet = (title: string): FactSheet => ({
  originalLanguage: 'en', title: { en: title }, organiser: { name: 'City' }, range: 'national', countries: ['FI'],
  period: { start: '2011' }, dimensions: ['cultural'], aims: ['education'], objectives: { en: 'o' }, activities: { en: 'a' },
  targetGroups: ['women'], funding: { unknown: true },
}); // prettier-ignore

const steps = {
  submit: (practice: Practice) => practice.submit(null, act),
  giveBack: (practice: Practice) => practice.requestChanges([{ pointer: '/title', comment: 'Longer.' }], act),
  publish: (practice: Practice) => practice.publish(null, act),
  revise: (practice: Practice) => practice.revise(sheet('next'), act),
  withdraw: (practice: Practice) => practice.withdraw('over', act),
};
const { submit, giveBack, publish, revise, withdraw } = steps;

/** A practice in each state that it can be in, and what its newest version says then. */
const states = {
  draft: { by: [], says: 'first' },
  submitted: { by: [submit], says: 'first' },
  'changes requested': { by: [submit, giveBack], says: 'first' },
  published: { by: [submit, publish], says: 'first' },
  'published, draft beside it': { by: [submit, publish, revise], says: 'next' },
  'published, submitted beside it': { by: [submit, publish, revise, submit], says: 'next' },
  'published, changes requested beside it': { by: [submit, publish, revise, submit, giveBack], says: 'next' },
  withdrawn: { by: [withdraw], says: 'first' },
} as const;

function rowFor(state: keyof typeof states, target: ImportTarget, title: string, trusted: boolean) {
  const provenance = { kind: 'import', source: 's', externalId: 'x' } as const;
  const ownerMemberId = trusted ? null : member;
  const practice = Practice.draft({ id: member, ownerMemberId, provenance }, sheet('first'), act);
  for (const step of states[state].by) step(practice);
  const job: ImportJob = {
    id: member, state: 'running', profile: 'plain', source: 's', target, dryRun: false, createdBy: 'client',
    memberId: ownerMemberId, total: 1, processed: 0, requestHash: '', createdAt: at, startedAt: at, finishedAt: null,
  }; // prettier-ignore
  const row = { number: 1, externalId: 'x', warnings: [], sheet: sheet(title), errors: [] };
  const { outcome, changed } = takeOverRow(job, row, practice, false, at);
  const version = practice.work ?? practice.published;
  return { outcome, changed, version };
}

describe('a row for a known practice', () => {
  it.each<[keyof typeof states, Record<ImportTarget, string>]>([
    ['draft', { draft: 'draft', submitted: 'submitted', published: 'published' }],
    ['submitted', { draft: 'practice.state', submitted: 'submitted', published: 'published' }],
    ['changes requested', { draft: 'changes-requested', submitted: 'submitted', published: 'published' }],
    ['published', { draft: 'draft', submitted: 'submitted', published: 'published' }],
    ['published, draft beside it', { draft: 'draft', submitted: 'submitted', published: 'practice.in-work' }],
    ['published, submitted beside it', { draft: 'practice.state', submitted: 'submitted', published: 'practice.in-work' }],
    ['published, changes requested beside it', { draft: 'changes-requested', submitted: 'submitted', published: 'practice.in-work' }],
    ['withdrawn', { draft: 'import.withdrawn', submitted: 'import.withdrawn', published: 'import.withdrawn' }],
  ])('that is %s updates it, or says why it does not', (state, expected) => {
    for (const trusted of [false, true]) {
      const found = importTargets.map((target) => {
        const { outcome, changed, version } = rowFor(state, target, 'changed', trusted);
        if (outcome.outcome === 'failed') return [target, outcome.errors[0]!.code];
        expect([outcome.outcome, changed?.newest.factSheet.title]).toEqual(['updated', { en: 'changed' }]);
        return [target, version?.state];
      });
      expect(Object.fromEntries(found)).toEqual(expected);
    }
  }); // prettier-ignore

  it.each(importTargets)('that replaces what an editor had written says whose, as %s', (target) => {
    const { outcome } = rowFor('draft', target, 'changed', false);
    expect(outcome.warnings).toMatchObject([
      { code: 'import.overwrote', detail: expect.stringMatching(new RegExp(`${act.by}.*/title/en`)) },
    ]);
    expect(rowFor('published', target, 'changed', false).outcome.warnings).toEqual([]);
  });

  it.each(['submitted', 'changes requested', 'published', 'published, submitted beside it'] as const)(
    'that is %s and says the same already hands nothing in again',
    (state) => {
      const { outcome, changed } = rowFor(state, 'submitted', states[state].says, false);
      expect([outcome.outcome, changed]).toEqual(['unchanged', undefined]);
    },
  );
});
