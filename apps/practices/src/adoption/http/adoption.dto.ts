import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsIn, IsOptional, IsUUID } from 'class-validator';
import { adoptionStatuses, type AdoptionStatus } from '#contracts';
import { PageQuery } from '#http';
import { ListOf } from '#validation';
import { LinkDto, type LanguageMapInput } from '../../fact-sheet/fact-sheet.dto.js';
import { pruned, type LanguageMap } from '../../fact-sheet/fact-sheet.js';
import { Prose } from '../../fact-sheet/fact-sheet.validators.js';
import { PracticeParams } from '../../practice/http/practice.dto.js';
import type { Adoption, AdoptionContent, AdoptionLink } from '../adoption.js';
import type { ChainLink } from '../adoption.repository.js';

export class AdoptionParams extends PracticeParams {
  @ApiProperty({ description: 'Id of the adoption.' })
  @IsUUID()
  adoptionId!: string;
}

export class AdoptionListQuery extends PageQuery {
  @ApiProperty({ description: 'The member whose adoptions are asked for.' })
  @IsUUID()
  member!: string;
}

export class AdoptionDto {
  @ApiProperty({ enum: adoptionStatuses, description: 'How far it is.', example: 'planned' })
  @IsIn(adoptionStatuses, { message: `status must be one of: ${adoptionStatuses.join(', ')}` })
  status!: AdoptionStatus;

  @Prose({ description: 'What is done otherwise.', example: { fi: 'Kurssit iltaisin.' } })
  changes?: LanguageMapInput | null;

  @Prose({ description: 'How it is paid for.' })
  funding?: LanguageMapInput | null;

  @Prose({ description: 'What came of it.' })
  result?: LanguageMapInput | null;

  @Prose({ description: 'What shows it.' })
  evidence?: LanguageMapInput | null;

  @ApiPropertyOptional({ type: LinkDto, isArray: true, description: 'Pages and files about it.' })
  @IsOptional()
  @ArrayMaxSize(50)
  @ListOf(() => LinkDto)
  links?: LinkDto[] | null;

  @ApiPropertyOptional({
    description: 'The published practice of your own that came of it: so that the way of an idea can be followed.',
  })
  @IsOptional()
  @IsUUID()
  ownPracticeId?: string | null;
}

export function toContent({
  status,
  links,
  ownPracticeId,
  changes,
  funding,
  result,
  evidence,
}: AdoptionDto): AdoptionContent {
  return {
    status,
    prose: pruned({ changes, funding, result, evidence }) ?? {},
    links: (pruned(links ?? []) ?? []) as AdoptionLink[],
    ownPracticeId: ownPracticeId?.toLowerCase() ?? null,
  };
}

const prose = { type: 'object', additionalProperties: { type: 'string' } } as const;

export class AdoptionView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid', description: 'What is adopted.' }) practiceId!: string;
  @ApiProperty({ format: 'uuid', description: 'Who adopts it.' }) memberId!: string;
  @ApiProperty({ enum: adoptionStatuses, description: 'How far it is.' }) status!: AdoptionStatus;
  @ApiPropertyOptional({ ...prose, description: 'What is done otherwise.' }) changes?: LanguageMap;
  @ApiPropertyOptional({ ...prose, description: 'How it is paid for.' }) funding?: LanguageMap;
  @ApiPropertyOptional({ ...prose, description: 'What came of it.' }) result?: LanguageMap;
  @ApiPropertyOptional({ ...prose, description: 'What shows it.' }) evidence?: LanguageMap;
  @ApiProperty({ type: LinkDto, isArray: true, description: 'Pages and files about it.' })
  links!: readonly AdoptionLink[];
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The adopter’s own practice that came of it.',
  })
  ownPracticeId!: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) createdAt!: Date;
  @ApiProperty({ type: String, format: 'date-time' }) updatedAt!: Date;
}

export class ChainLinkView implements ChainLink {
  @ApiProperty({ format: 'uuid', description: 'Id of the adoption.' }) adoptionId!: string;
  @ApiProperty({ type: 'integer', description: 'Generations from here; negative: what it was taken from.', example: 1 })
  distance!: number;
  @ApiProperty({ format: 'uuid', description: 'What was adopted.' }) practiceId!: string;
  @ApiProperty({ ...prose, description: 'Its title.' }) title!: LanguageMap;
  @ApiProperty({ format: 'uuid', description: 'Who adopted it.' }) memberId!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Its name, where it is known.',
    example: 'City of Tampere',
  })
  memberName!: string | null;
  @ApiProperty({ enum: adoptionStatuses, description: 'How far it is.' }) status!: AdoptionStatus;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'What came of it.' }) ownPracticeId!:
    string | null;
}

export class ChainView {
  @ApiProperty({
    type: ChainLinkView,
    isArray: true,
    description: 'The earliest first; ten generations either way, 200 adoptions at most.',
  })
  items!: ChainLinkView[];
}

export const toAdoptionView = ({ id, practiceId, memberId, status, prose: said, links, ownPracticeId, createdAt, updatedAt }: Adoption): AdoptionView => ({
  id, practiceId, memberId, status, ...said, links, ownPracticeId, createdAt, updatedAt,
}); // prettier-ignore
