import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsUUID } from 'class-validator';
import { adoptionStatuses, type AdoptionStatus } from '#contracts';
import { IdParams, OneOf, OptionalProperty, PageQuery, QueryBoolean } from '#http';
import { ListOf } from '#validation';
import { LinkDto, type LanguageMapInput } from '../../fact-sheet/fact-sheet.dto.js';
import { pruned, type LanguageMap } from '../../fact-sheet/fact-sheet.js';
import { Prose } from '../../fact-sheet/fact-sheet.validators.js';
import type { Adoption, AdoptionContent, AdoptionLink } from '../adoption.js';
import type { ChainLink } from '../adoption.repository.js';

export class AdoptionParams extends IdParams {
  @ApiProperty({ description: 'Id of the adoption.' })
  @IsUUID()
  adoptionId!: string;
}

const adoptionSorts = ['created', 'updated'] as const;

export class AdoptionListQuery extends PageQuery {
  @ApiProperty({ description: 'Id of the member whose adoptions to list.' })
  @IsUUID()
  member!: string;

  @OptionalProperty({ description: 'Id of a practice: its adoption by the member, if there is one.' })
  @IsUUID()
  practice?: string;

  @QueryBoolean({
    description:
      'Whether a report on it is due: it is planned or under way and has not changed for six months, or completed without a result.',
  })
  toReport?: boolean;

  @OneOf(adoptionSorts, {
    optional: true,
    description: 'Default: created (oldest first); updated: newest change first.',
  })
  sort?: (typeof adoptionSorts)[number];
}

export class AdoptionDto {
  @OneOf(adoptionStatuses, { description: 'Its progress.', example: 'planned' })
  status!: AdoptionStatus;

  @Prose({ description: 'What is done differently.', example: { fi: 'Kurssit iltaisin.' } })
  changes?: LanguageMapInput | null;

  @Prose({ description: 'How it is funded.' })
  funding?: LanguageMapInput | null;

  @Prose({ description: 'The result.' })
  result?: LanguageMapInput | null;

  @Prose({ description: 'Evidence of the result.' })
  evidence?: LanguageMapInput | null;

  @OptionalProperty({ type: LinkDto, isArray: true, description: 'Pages and files about it.' })
  @ArrayMaxSize(50)
  @ListOf(() => LinkDto)
  links?: LinkDto[] | null;

  @OptionalProperty({
    description: 'Your own published practice that resulted from it, so that the idea can be traced.',
  })
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

const title = {
  ...prose, nullable: true, description: 'Its title; null when it is not, or no longer, public.', example: { fi: 'Kielikahvila', en: 'Language café' },
} as const; // prettier-ignore

const memberName = {
  type: String,
  nullable: true,
  description: 'Name of the member, if known.',
  example: 'City of Tampere',
} as const;

export class AdoptionView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid', description: 'What is adopted.' }) practiceId!: string;
  @ApiProperty({ ...title }) practiceTitle!: LanguageMap | null;
  @ApiProperty({ format: 'uuid', description: 'Who adopts it.' }) memberId!: string;
  @ApiProperty({ ...memberName }) memberName!: string | null;
  @ApiProperty({ enum: adoptionStatuses, description: 'Its progress.' }) status!: AdoptionStatus;
  @ApiPropertyOptional({ ...prose, description: 'What is done differently.' }) changes?: LanguageMap;
  @ApiPropertyOptional({ ...prose, description: 'How it is funded.' }) funding?: LanguageMap;
  @ApiPropertyOptional({ ...prose, description: 'The result.' }) result?: LanguageMap;
  @ApiPropertyOptional({ ...prose, description: 'Evidence of the result.' }) evidence?: LanguageMap;
  @ApiProperty({ type: LinkDto, isArray: true, description: 'Pages and files about it.' })
  links!: readonly AdoptionLink[];
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The adopter’s own practice that resulted from it.',
  })
  ownPracticeId!: string | null;
  @ApiProperty({ ...title }) ownPracticeTitle!: LanguageMap | null;
  @ApiProperty({ type: String, format: 'date-time' }) createdAt!: Date;
  @ApiProperty({ type: String, format: 'date-time' }) updatedAt!: Date;
}

export class ChainLinkView implements ChainLink {
  @ApiProperty({ format: 'uuid', description: 'Id of the adoption.' }) adoptionId!: string;
  @ApiProperty({
    type: 'integer',
    description: 'Generations from here; negative: sources of the practice.',
    example: 1,
  })
  distance!: number;
  @ApiProperty({ format: 'uuid', description: 'What was adopted.' }) practiceId!: string;
  @ApiProperty({ ...prose, description: 'Its title.' }) title!: LanguageMap;
  @ApiProperty({ format: 'uuid', description: 'Who adopted it.' }) memberId!: string;
  @ApiProperty({ ...memberName })
  memberName!: string | null;
  @ApiProperty({ enum: adoptionStatuses, description: 'Its progress.' }) status!: AdoptionStatus;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The result.' }) ownPracticeId!:
    string | null;
  @ApiProperty({ ...title }) ownPracticeTitle!: LanguageMap | null;
}

export class ChainView {
  @ApiProperty({
    type: ChainLinkView,
    isArray: true,
    description: 'Earliest first; up to ten generations in each direction and 200 adoptions.',
  })
  items!: ChainLinkView[];
}

export const toAdoptionView = ({ id, practiceId, practiceTitle, memberId, memberName, status, prose: said, links, ownPracticeId, ownPracticeTitle, createdAt, updatedAt }: Adoption): AdoptionView => ({
  id, practiceId, practiceTitle, memberId, memberName, status, ...said, links, ownPracticeId, ownPracticeTitle, createdAt, updatedAt,
}); // prettier-ignore
