import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize, ArrayNotEmpty, IsBoolean, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min,
} from 'class-validator'; // prettier-ignore
import {
  MAX_EXTERNAL_ID, MAX_SOURCE_URL, SUBMISSIONS_HANDED_OVER, type HandedOverSubmission,
} from '#contracts'; // prettier-ignore
import { IsMoment } from '#http';
import { ListOf } from '#validation';

export class HandedOverDto implements HandedOverSubmission {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id!: string;

  @ApiProperty({ maxLength: MAX_EXTERNAL_ID })
  @IsString()
  @MaxLength(MAX_EXTERNAL_ID)
  externalId!: string;

  @ApiProperty({ minimum: 0 })
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  sourceVersion!: number;

  @ApiProperty()
  @IsBoolean()
  withdraws!: boolean;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: MAX_SOURCE_URL })
  @IsOptional()
  @IsString()
  @MaxLength(MAX_SOURCE_URL)
  sourceUrl!: string | null;

  @ApiProperty({ format: 'date-time' })
  @IsMoment()
  retrievedAt!: string;

  /** Judged one by one, so that a bad one does not keep the others out. */
  @ApiPropertyOptional({ type: Object, nullable: true })
  @IsOptional()
  factSheet!: unknown;
}

export class HandoverDto {
  @ApiProperty({ type: [HandedOverDto] })
  @ListOf(() => HandedOverDto)
  @ArrayNotEmpty()
  @ArrayMaxSize(SUBMISSIONS_HANDED_OVER)
  submissions!: HandedOverDto[];
}
