import { ApiProperty } from '@nestjs/swagger';
import {
  ArrayMaxSize, ArrayNotEmpty, IsBoolean, IsInt, IsString, IsUUID, Max, MaxLength, Min,
} from 'class-validator'; // prettier-ignore
import {
  MAX_EXTERNAL_ID, MAX_SOURCE_URL, SUBMISSIONS_HANDED_OVER, type HandedOverSubmission,
} from '#contracts'; // prettier-ignore
import { IsMoment, OptionalProperty } from '#http';
import { ListOf } from '#validation';

export class HandedOverDto implements HandedOverSubmission {
  @ApiProperty()
  @IsUUID()
  id!: string;

  @ApiProperty()
  @IsString()
  @MaxLength(MAX_EXTERNAL_ID)
  externalId!: string;

  @ApiProperty()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  sourceVersion!: number;

  @ApiProperty()
  @IsBoolean()
  withdraws!: boolean;

  @OptionalProperty()
  @IsString()
  @MaxLength(MAX_SOURCE_URL)
  sourceUrl!: string | null;

  @ApiProperty()
  @IsMoment()
  retrievedAt!: string;

  /** Checked one by one, so that an invalid one does not exclude the others. */
  @OptionalProperty()
  factSheet!: unknown;
}

export class HandoverDto {
  @ApiProperty()
  @ListOf(() => HandedOverDto)
  @ArrayNotEmpty()
  @ArrayMaxSize(SUBMISSIONS_HANDED_OVER)
  submissions!: HandedOverDto[];
}
