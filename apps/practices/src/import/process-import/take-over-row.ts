import { newId } from '#database';
import { Problem, told, type ProblemPlace } from '#problems';
import type { FactSheet } from '../../fact-sheet/fact-sheet.js';
import { validateFactSheet } from '../../fact-sheet/validate-fact-sheet.js';
import { Practice } from '../../practice/practice.js';
import type { Act } from '../../practice/practice-step.js';
import type { ImportJob, RowOutcome, WaitingRow } from '../import-job.js';
import type { ImportWarning, Profile } from '../profile/profile.js';
import { profileNamed } from '../profile/profiles.js';

/** A row as its profile and the rules of a fact sheet read it. */
export interface ReadRow {
  readonly number: number;
  readonly externalId: string | null;
  readonly warnings: readonly ImportWarning[];
  readonly sheet: FactSheet | undefined;
  /** Empty when there is a sheet. */
  readonly errors: readonly ProblemPlace[];
}

export function readRow({ number, raw }: WaitingRow, profile: Profile): ReadRow {
  const { externalId, factSheet, warnings } = profile.toFactSheet(raw);
  const idErrors =
    'id' in externalId ? [] : [{ pointer: '/externalId', code: 'import.external-id', detail: externalId.refused }];
  const checked = validateFactSheet(factSheet);
  const found = told([...idErrors, ...('errors' in checked ? checked.errors : [])]);
  return {
    number,
    externalId: 'id' in externalId ? externalId.id : null,
    warnings,
    sheet: 'sheet' in checked && found.length === 0 ? checked.sheet : undefined,
    errors: found,
  };
}

const failed = (row: ReadRow, errors: readonly ProblemPlace[]): RowOutcome => ({
  number: row.number, externalId: row.externalId, outcome: 'failed', practiceId: null, errors, warnings: row.warnings,
}); // prettier-ignore

/** The outcome of one row, and the practice that it changes, if any. */
export interface TakenOver {
  readonly outcome: RowOutcome;
  readonly changed?: Practice;
}

/**
 * Decides about one row.
 * @param known the practice with its key
 * @param repeated whether an earlier row of the file has the same id
 */
export function takeOverRow(
  job: ImportJob,
  row: ReadRow,
  known: Practice | undefined,
  repeated: boolean,
  now: Date,
): TakenOver {
  const { externalId, sheet } = row;
  if (!sheet || externalId === null) return { outcome: failed(row, row.errors) };
  if (repeated)
    return refuse(
      row,
      'import.duplicate-id',
      'An earlier row of this file has the same id. Only that row was imported.',
    );
  if (known?.status === 'withdrawn')
    return refuse(row, 'import.withdrawn', 'The practice was withdrawn; an import cannot undo that.');
  try {
    const act = actOf(job, now);
    const done = known
      ? change(job, known, sheet, act)
      : { outcome: 'added' as const, practice: add(job, externalId, sheet, act) };
    const changed = done.outcome === 'unchanged' ? undefined : done.practice;
    const practiceId = job.dryRun && done.outcome === 'added' ? null : done.practice.id;
    return {
      outcome: {
        number: row.number,
        externalId,
        outcome: done.outcome,
        practiceId,
        errors: [],
        warnings: [...row.warnings, ...overwriting(done.practice, act)],
      },
      changed,
    };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { outcome: failed(row, error.more.places ?? [{ pointer: '', code: error.code, detail: error.detail }]) };
  }
}

const refuse = (row: ReadRow, code: string, detail: string): TakenOver => ({
  outcome: failed(row, [{ pointer: '/externalId', code, detail }]),
});

/** Whoever sends the file, its rows come from the source of the practices, which speaks for their owner. */
const actOf = (job: ImportJob, at: Date): Act => ({
  by: job.createdBy,
  as: ['owner'],
  at,
  fromSource: true,
  importId: job.id,
});

/** Tells the sender whose work the row has replaced. */
function overwriting(practice: Practice, act: Act): ImportWarning[] {
  const lost = practice.overwrote(act);
  if (!lost) return [];
  const { by, at } = lost.edit;
  const detail = `Replaced what ${by} had written at ${at}: ${lost.pointers.join(', ')}. See the history of the practice.`;
  return [{ code: 'import.overwrote', detail }];
}

/** What an import records of itself in what it adds or changes. */
const broughtBy = (job: ImportJob) => ({
  retrievedAt: job.createdAt.toISOString(),
  importId: job.id,
  profile: job.profile,
  ...given(profileNamed(job.profile)),
});

const given = (profile: Profile | undefined) => (profile ? { mappingVersion: profile.version } : {});

/** @throws {Problem} 422 `practice.not-complete` */
function add(job: ImportJob, externalId: string, sheet: FactSheet, act: Act): Practice {
  const provenance = { kind: 'import', source: job.source, externalId, ...broughtBy(job) } as const;
  const origin = { id: newId(), ownerMemberId: job.memberId, provenance };
  if (job.target === 'published') return Practice.takenOver(origin, sheet, act);
  const practice = Practice.draft(origin, sheet, act);
  if (job.target === 'submitted') practice.submit(null, act);
  return practice;
}

/** @throws {Problem} 409 `practice.state`, `practice.in-work`; 422 `practice.not-complete` */
function change(
  job: ImportJob,
  practice: Practice,
  sheet: FactSheet,
  act: Act,
): { outcome: 'updated' | 'unchanged'; practice: Practice } {
  switch (job.target) {
    case 'published':
      if (practice.sameContent(sheet, 'published')) return { outcome: 'unchanged', practice };
      practice.takeOver(sheet, act);
      break;
    case 'draft':
      if (practice.sameContent(sheet, 'newest')) return { outcome: 'unchanged', practice };
      practice.revise(sheet, act);
      break;
    case 'submitted':
      // Content that was submitted, published or returned is not submitted again unchanged.
      if (practice.sameContent(sheet, 'newest') && practice.work?.state !== 'draft')
        return { outcome: 'unchanged', practice };
      practice.handIn(sheet, act);
      break;
  }
  if (practice.provenance.kind !== 'direct') practice.provenance = { ...practice.provenance, ...broughtBy(job) };
  return { outcome: 'updated', practice };
}
