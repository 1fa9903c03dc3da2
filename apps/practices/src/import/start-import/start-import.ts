import type { FileHandle } from 'node:fs/promises';
import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import { newId } from '#database';
import { hasRole, ownMemberOf, type Principal } from '#identity';
import { Jobs } from '#jobs';
import { notValid, Problem } from '#problems';
import { check } from '#validation';
import { MemberProjection } from '../../members/member.projection.js';
import { UNNAMED_SOURCE } from '../../practice/practice.js';
import { ImportForm } from '../http/import.dto.js';
import type { ImportJob, ImportTarget } from '../import-job.js';
import { ImportJobRepository } from '../import-job.repository.js';
import { TakeOverImport } from '../process-import/take-over-import.js';
import { plainProfile } from '../profile/plain.profile.js';
import { recordOf, type Profile } from '../profile/profile.js';
import { profileForHeader, profileNamed, profilesFor, spelledAs } from '../profile/profiles.js';
import { emptyFile, fileRefused, type FileRow } from './file-row.js';
import { textOf } from './file-text.js';
import { formatOf, openImportFile, type ImportFile, type ImportFormat } from './import-file.js';
import type { Upload } from './upload.js';

/** Bytes. */
const READ_AT_ONCE = 65_536;
/** Rows that are stored by one statement. */
const STORED_AT_ONCE = 500;
/** The most rows of one file. */
const MAX_ROWS = 1_000_000;

/** Accepts a file. Its rows are stored unchanged; a job interprets them afterwards, batch by batch. */
export class StartImport extends Command<ImportJob> {
  constructor(
    readonly upload: Upload,
    readonly by: Principal,
    /** Idempotency-Key of the call. */
    readonly requestKey: string | undefined,
  ) {
    super();
  }
}

@CommandHandler(StartImport)
export class StartImportHandler extends Handler<StartImport> {
  constructor(
    private readonly imports: ImportJobRepository,
    private readonly members: MemberProjection,
    private readonly jobs: Jobs,
  ) {
    super();
  }

  protected async handle({ upload, by, requestKey }: StartImport, tx: EntityManager): Promise<ImportJob> {
    await this.members.assertMayWrite(tx, by);
    const form = readForm(upload);
    const target = targetFor(form.as ?? undefined, by);
    const source = form.source ?? undefined;
    const format = formatOf(upload.fileName, upload.mediaType, await startOf(upload.file));
    const profile = namedProfile(form.profile ?? undefined, format);
    const job: ImportJob = {
      id: newId(), state: 'queued', profile: plainProfile.name, source: source ?? '', target, dryRun: form.dryRun ?? false,
      createdBy: by.id, memberId: ownMemberOf(by) ?? null, total: 0, processed: 0,
      requestHash: upload.hash, createdAt: this.clock.now(), startedAt: null, finishedAt: null,
    }; // prettier-ignore
    const former = await this.imports.insert(tx, job, requestKey);
    if (former) return asItBegan(former, job.requestHash);
    const file = await openImportFile(format, textOf(contentOf(upload.file)), spelledAs);
    const read = await this.storeRows(tx, job.id, file, profileOfHeader(file, profile));
    const complete = {
      ...job,
      total: read.total,
      profile: read.profile.name,
      source: source ?? sourceOf(read.profile),
    };
    await this.imports.complete(tx, complete);
    const owner = job.memberId ?? 'secretariat';
    // Files of one source are imported in the order in which they came.
    const line = `import:${owner}:${complete.source}`;
    await this.jobs.put(tx, TakeOverImport, { import: job.id }, { owner, line });
    return complete;
  }

  private async storeRows(tx: EntityManager, jobId: string, file: ImportFile, known: Profile | undefined) {
    let profile = known;
    let total = 0;
    let batch: FileRow[] = [];
    const store = async () => {
      if (batch.length === 0) return;
      await this.imports.insertRows(tx, jobId, total - batch.length + 1, batch);
      batch = [];
    };
    for await (const row of file.rows) {
      total += 1;
      if (total > MAX_ROWS)
        throw fileRefused('import.too-many-rows', `A file must have at most ${MAX_ROWS} rows. Send it in parts.`);
      if ('raw' in row) profile ??= profileForHeader(Object.keys(recordOf(row.raw))) ?? plainProfile;
      batch.push(row);
      if (batch.length === STORED_AT_ONCE) await store();
    }
    if (total === 0) throw emptyFile();
    await store();
    return { total, profile: profile ?? plainProfile };
  }
}

/** Steering committee and operators are trusted with registries: they may publish, and import incomplete rows. */
const isTrusted = (by: Principal): boolean => hasRole(by, 'admin', 'steering');

function readForm({ fields }: Upload): ImportForm {
  const checked = check(ImportForm, { ...fields });
  if ('errors' in checked) throw notValid(checked.errors);
  return checked.valid;
}

function targetFor(asked: ImportTarget | undefined, by: Principal): ImportTarget {
  if (isTrusted(by)) return asked ?? 'published';
  if (asked === 'published') {
    throw new Problem(
      'import.as-published',
      403,
      'Members may import practices as draft or submitted; the steering committee publishes.',
    );
  }
  return asked ?? 'submitted';
}

/** The source of a file that names none. */
const sourceOf = (profile: Profile): string => (profile === plainProfile ? UNNAMED_SOURCE : profile.name);

const listed = (profiles: readonly Profile[]): string => profiles.map(({ name }) => name).join(', ');

function namedProfile(name: string | undefined, format: ImportFormat): Profile | undefined {
  if (name === undefined) return undefined;
  const profile = profileNamed(name);
  if (profile?.formats.includes(format)) return profile;
  const others = `Profiles for ${format}: ${listed(profilesFor(format))}.`;
  if (!profile)
    throw notValid([
      { pointer: '/profile', code: 'import.profile-unknown', detail: `This profile does not exist. ${others}` },
    ]);
  const why = format === 'csv' ? ': its rows contain lists and numbers, which cells cannot represent' : '';
  const detail = `The profile ${name} reads ${profile.formats.join(' and ')}, not ${format}${why}. ${others}`;
  throw notValid([{ pointer: '/profile', code: 'import.profile-format', detail }]);
}

/** @throws {Problem} 422 when no profile has these columns; the meaning of cells cannot be guessed */
function profileOfHeader({ header, separator = '' }: ImportFile, named: Profile | undefined): Profile | undefined {
  if (!header) return named;
  const sharedWith = ({ columns }: Profile) => columns.filter((column) => header.includes(column)).length;
  const profiles = profilesFor('csv');
  const profile = named ?? profiles.find((one) => one.matches(header));
  if (profile && sharedWith(profile) > 0) return profile;
  const nearest = profiles.reduce((best, one) => (sharedWith(one) > sharedWith(best) ? one : best));
  const missing = nearest.columns.filter((column) => !header.includes(column));
  const surplus = header.filter((column) => !nearest.columns.includes(column));
  const why =
    sharedWith(nearest) === 0
      ? `The header has no column from a known profile (${listed(profiles)}); the separator seems to be ${separator}.`
      : `The header does not match ${nearest.name}. ${quoted('Missing', missing)}${quoted('Unknown there', surplus)}`;
  throw fileRefused(
    'import.header-unknown',
    `${why.trim()} Correct it, name a profile, or send fact sheets as JSON or NDJSON.`,
  );
}

const quoted = (what: string, columns: readonly string[]): string =>
  columns.length === 0
    ? ''
    : `${what}: ${columns
        .slice(0, 10)
        .map((column) => `"${column.slice(0, 50)}"`)
        .join(', ')}${columns.length > 10 ? ' and others' : ''}. `;

/** The first answer to the same call. @throws {Problem} 422 when the key was used for another file */
function asItBegan(former: ImportJob, hash: string): ImportJob {
  if (former.requestHash !== hash) {
    throw new Problem('idempotency-key.reused', 422, 'This Idempotency-Key was used with another body. Use a new key.');
  }
  return { ...former, state: 'queued', processed: 0, startedAt: null, finishedAt: null };
}

async function startOf(file: FileHandle): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0);
  return buffer.subarray(0, bytesRead);
}

/** The file from its beginning. Not its own stream, which would close it. */
async function* contentOf(file: FileHandle): AsyncGenerator<Buffer> {
  for (let at = 0; ;) {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(READ_AT_ONCE), 0, READ_AT_ONCE, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}
