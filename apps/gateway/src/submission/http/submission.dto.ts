import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  IsInt, IsObject, IsString, Matches, Max, MaxLength, Min,
} from 'class-validator'; // prettier-ignore
import { MAX_EXTERNAL_ID, MAX_SOURCE_URL } from '#contracts';
import { IsMoment, OptionalProperty, PageQuery, QueryBoolean, QueryCodes } from '#http';
import type { ProblemPlace } from '#problems';
import { IsWebAddress } from '#validation';
import {
  submissionStates,
  type Overwrote,
  type SourceStatement,
  type Submission,
  type SubmissionState,
} from '../submission.js';

const aNumber = `sourceVersion must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`;

export class SubmissionDto {
  @ApiProperty({
    description: 'Id of the practice in your system. The same id always means the same practice.',
    example: 'practice-0815',
  })
  @IsString()
  @Matches(/\S/, { message: 'externalId must not be blank' })
  @MaxLength(MAX_EXTERNAL_ID)
  externalId!: string;

  @ApiProperty({
    description:
      'A number that you raise with every change, such as a revision or a time in milliseconds. The highest one counts, whatever the order of arrival.',
    example: 1,
  })
  @IsInt({ message: aNumber })
  @Min(0, { message: aNumber })
  @Max(Number.MAX_SAFE_INTEGER, { message: aNumber })
  sourceVersion!: number;

  @OptionalProperty({ example: 'https://www.tampere.example/practices/0815', description: 'Where your system shows the practice.' }) // prettier-ignore
  @IsWebAddress()
  @MaxLength(MAX_SOURCE_URL)
  sourceUrl?: string | null;

  @OptionalProperty({ example: '2026-05-01T10:00:00Z', description: 'When it was read from your system (RFC 3339); default: now.' }) // prettier-ignore
  @IsMoment()
  retrievedAt?: string | null;

  // Described by the app that reads it: the schema stands in the document of the whole API.
  @ApiProperty({
    allOf: [{ $ref: '#/components/schemas/FactSheetDto' }],
    description:
      'The fact sheet, as in the body of `POST /v1/practices`, with all fields that its submission requires.',
  })
  @IsObject()
  factSheet!: object;
}

export const toStatement = (dto: SubmissionDto): SourceStatement => ({
  externalId: dto.externalId,
  sourceVersion: dto.sourceVersion,
  content: {
    factSheet: dto.factSheet,
    sourceUrl: dto.sourceUrl ?? null,
    retrievedAt: dto.retrievedAt ? new Date(dto.retrievedAt).toISOString() : null,
  },
});

export class ExternalIdQuery {
  @ApiProperty({ description: 'Id of the practice in your system.', example: 'practice-0815' })
  @IsString()
  @MaxLength(MAX_EXTERNAL_ID)
  externalId!: string;
}

const asWholeNumber = ({ value }: { value: unknown }) =>
  typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;

export class SourceWithdrawalQuery extends ExternalIdQuery {
  @ApiProperty({ description: 'Must be higher than those of the submissions to withdraw.' })
  @Transform(asWholeNumber)
  @IsInt({ message: aNumber })
  @Min(0, { message: aNumber })
  @Max(Number.MAX_SAFE_INTEGER, { message: aNumber })
  sourceVersion!: number;
}

export class SubmissionListQuery extends PageQuery {
  @QueryCodes(submissionStates, { description: 'Default: all.' })
  state?: SubmissionState[];

  @QueryBoolean({ description: 'Whether to list only the newest version sent under each external id.' })
  latest?: boolean;
}

export class AcceptedView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ['accepted'], description: 'Always `accepted`: it is stored and waits for the registry.' })
  state!: 'accepted';
}

export class SubmissionPlaceView implements ProblemPlace {
  @ApiProperty({ description: 'JSON Pointer into the submission.', example: '/factSheet/aims' }) pointer!: string;
  @ApiProperty({ description: 'What is wrong there.', example: 'missing' }) code!: string;
  @ApiProperty({ description: 'How to fix it.', example: 'Publication requires an aim.' }) detail!: string;
}

export class OverwroteView implements Overwrote {
  @ApiProperty({
    description: 'Id of the principal who had written it.',
    example: '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11',
  })
  by!: string;
  @ApiProperty({ format: 'date-time', description: 'When.' }) at!: string;
  @ApiProperty({
    type: String,
    isArray: true,
    description: 'JSON Pointers into the fact sheet to what has changed, at most 50.',
    example: ['/title/en'],
  })
  pointers!: string[];
}

export class SubmissionView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'Id of the practice in your system.', example: 'practice-0815' }) externalId!: string;
  @ApiProperty({ type: 'integer', description: 'As you sent it.', example: 1 }) sourceVersion!: number;
  @ApiProperty({ description: 'Whether it withdraws the practice.' }) withdraws!: boolean;

  @ApiProperty({
    enum: submissionStates,
    description:
      'accepted: waits for the registry; applied: submitted, or withdrawn; unchanged: contains nothing new; superseded: a higher sourceVersion had already arrived; refused: see errors.',
  })
  state!: SubmissionState;

  @ApiPropertyOptional({ format: 'uuid', description: 'The practice, once it exists.' }) practiceId?: string;
  @ApiPropertyOptional({ type: [SubmissionPlaceView], description: 'Why it was refused.' })
  errors?: readonly ProblemPlace[];

  @ApiPropertyOptional({
    type: OverwroteView,
    description: 'Present if it replaced what an editor had written in the registry; the editor is told too.',
  })
  overwrote?: Overwrote;

  @ApiProperty({ format: 'date-time', description: 'When it arrived.' }) acceptedAt!: Date;
  @ApiPropertyOptional({ format: 'date-time', description: 'When its state became final.' }) settledAt?: Date;
}

export const toSubmissionView = (submission: Submission): SubmissionView => {
  const { id, externalId, sourceVersion, withdraws, state, practiceId, errors, overwrote, acceptedAt, settledAt } =
    submission;
  return {
    id, externalId, sourceVersion, withdraws, state, acceptedAt,
    ...(practiceId === null ? {} : { practiceId }),
    ...(errors === null ? {} : { errors }),
    ...(overwrote === null ? {} : { overwrote }),
    ...(settledAt === null ? {} : { settledAt }),
  }; // prettier-ignore
};
