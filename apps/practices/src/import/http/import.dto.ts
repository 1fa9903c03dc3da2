import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';
import { OneOf, OptionalProperty, PageQuery, QueryBoolean, QueryCodes } from '#http';
import {
  importOutcomes, importStates, importTargets, type ImportState, type ImportCounts, type ImportJob, type ImportOutcome, type ImportTarget, type RowOutcome,
} from '../import-job.js'; // prettier-ignore
import { shippedProfiles } from '../profile/profiles.js';

/** The fields of the form besides the file. */
export class ImportForm {
  @OptionalProperty({
    description: `How to read the rows. Default: the profile that matches the header of the file, or else fact sheets with \`externalId\` (JSON, NDJSON). Formats by profile: ${shippedProfiles.map(({ name, formats }) => `${name} ${formats.join(', ')}`).join('; ')}.`,
    enum: shippedProfiles.map(({ name }) => name),
  })
  @IsString()
  profile?: string | null;

  @OptionalProperty({
    description:
      'Name of the source; together with the `externalId` of a row it is the key by which a later file finds the practice again. Sources belong to your member: another member’s source of the same name is a different one. Default: the profile, or else `import`, as for submissions.',
    example: 'city-of-tampere-crm',
  })
  @MaxLength(200)
  @Matches(/^[\x21-\x7e]+$/, { message: 'source must be printable ASCII characters without spaces' })
  source?: string | null;

  @OneOf(importTargets, {
    optional: true,
    description:
      'State in which rows are stored. Default: published for the steering committee and operators, submitted for members, who may not publish.',
  })
  as?: ImportTarget | null;

  @QueryBoolean({ description: 'Only report what would happen to each row.', default: false })
  dryRun?: boolean;
}

/** The whole form, for the description of the call. */
export class ImportFormWithFile extends ImportForm {
  @ApiProperty({
    example: 'case-studies.csv',
    description:
      'CSV with a header and comma, semicolon or tab as separator; JSON (an array); or NDJSON. UTF-8, or UTF-16 with a byte order mark.',
    type: 'string',
    format: 'binary',
  })
  file!: unknown;
}

export class ImportListQuery extends PageQuery {
  @QueryCodes(importStates, { description: 'Imports in these states.' })
  state?: ImportState[];
}

export class ImportRowsQuery extends PageQuery {
  @QueryCodes(importOutcomes, { description: 'Rows with this outcome.' })
  outcome?: ImportOutcome[];
}

export class ImportCountsView {
  @ApiProperty({ description: 'New practices.', example: 37 }) added!: number;
  @ApiProperty({ description: 'Practices with a new version.' }) updated!: number;
  @ApiProperty({ description: 'The same content, contacts included: no new version, no event.' }) unchanged!: number;
  @ApiProperty({ description: 'Withdrawn practices.' }) withdrawn!: number;
  @ApiProperty({ description: 'Refused rows; the `errors` of each say why.' }) failed!: number;
}

export class ImportJobView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({
    description: 'Its state; `cancelled`: the sender lost the right to import before it ended.',
    enum: importStates,
  })
  state!: string;
  @ApiProperty({ description: 'How rows are read.', example: 'case-studies' }) profile!: string;
  @ApiProperty({ description: 'With owner and `externalId` of a row the key of a practice.', example: 'case-studies' })
  source!: string;
  @ApiProperty({ description: 'State in which rows are stored.', enum: importTargets }) as!: string;
  @ApiProperty({ description: 'Nothing is stored.', example: false }) dryRun!: boolean;
  @ApiProperty({ description: 'Rows of the file.', example: 37 }) total!: number;
  @ApiProperty({ description: 'Rows processed so far.', example: 37 }) processed!: number;
  @ApiProperty({ type: ImportCountsView }) counts!: ImportCountsView;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) startedAt!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) finishedAt!: string | null;
}

export class ImportPlaceView {
  @ApiProperty({ description: 'JSON Pointer into the fact sheet; empty: the row.', example: '/funding/sources/0' })
  pointer!: string;
  @ApiProperty({ description: 'What is wrong.', example: 'import.duplicate-id' }) code!: string;
  @ApiProperty({ description: 'How to fix it.', example: 'This id already appears in row 3.' }) detail!: string;
}

export class ImportWarningView {
  @ApiProperty({ description: 'Kind of warning.', example: 'import.period-conflict' }) code!: string;
  @ApiPropertyOptional({ description: 'Column of the file.', example: 'Ongoing' }) field?: string;
  @ApiProperty({ description: 'How it was handled.', example: 'An end with ongoing = yes: imported as continued.' })
  detail!: string;
}

export class ImportRowView {
  @ApiProperty({ description: 'Its place in the file, from 1; the header is not counted.' }) number!: number;
  @ApiProperty({
    description: 'Id of the row in its source; null if it has none.',
    type: String,
    nullable: true,
    example: 'cs-01',
  })
  externalId!: string | null;
  @ApiProperty({ description: 'How it ended.', enum: importOutcomes }) outcome!: string;
  @ApiProperty({ description: 'The practice it created or matched.', type: String, format: 'uuid', nullable: true })
  practiceId!: string | null;
  @ApiProperty({ description: 'Why it failed.', type: [ImportPlaceView] }) errors!: readonly ImportPlaceView[];
  @ApiProperty({ description: 'Values that were imported with reservations.', type: [ImportWarningView] })
  warnings!: readonly ImportWarningView[];
}

export const noCounts: ImportCounts = { added: 0, updated: 0, unchanged: 0, withdrawn: 0, failed: 0 };

export const toImportView = (job: ImportJob, counts: ImportCounts): ImportJobView => ({
  id: job.id,
  state: job.state,
  profile: job.profile,
  source: job.source,
  as: job.target,
  dryRun: job.dryRun,
  total: job.total,
  processed: job.processed,
  counts,
  createdAt: job.createdAt.toISOString(),
  startedAt: job.startedAt?.toISOString() ?? null,
  finishedAt: job.finishedAt?.toISOString() ?? null,
});

export const toRowView = ({ number, externalId, outcome, practiceId, errors, warnings }: RowOutcome): ImportRowView => ({
  number, externalId, outcome, practiceId, errors, warnings,
}); // prettier-ignore
