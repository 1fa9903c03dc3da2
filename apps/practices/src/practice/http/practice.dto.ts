import { Transform } from 'class-transformer';
import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath, IntersectionType } from '@nestjs/swagger';
import {
  ArrayMaxSize, ArrayMinSize, IsIn, IsString, IsUUID, Matches, MaxLength,
} from 'class-validator'; // prettier-ignore
import { languages, languagesFor, licences, type Language, type Licence } from '#contracts';
import { IdParams, OneOf, OptionalProperty, PageQuery, PathInt, QueryBoolean, QueryCodes, QueryInt } from '#http';
import type { Principal } from '#identity';
import { ListOf } from '#validation';
import { FactSheetDto } from '../../fact-sheet/fact-sheet.dto.js';
import { notInFactSheet } from '../../fact-sheet/fact-sheet-pointer.js';
import { Rule } from '../../fact-sheet/fact-sheet.validators.js';
import { LabelView } from '../../label/http/label.dto.js';
import { labelOn } from '../../label/label.js';
import {
  completeness,
  wantedAt,
  type Completeness,
  type FactSheet,
  type LanguageMap,
} from '../../fact-sheet/fact-sheet.js';
import { LocalisedFactSheetView } from '../../reading/http/localised.dto.js';
import { capacitiesOf } from '../practice.access.js';
import type { Practice, Provenance } from '../practice.js';
import {
  countedNames,
  PracticeFilterQuery,
  practiceSorts,
  type CountedName,
  type PracticeSort,
} from '../practice-filter.js';
import type { Edit, Overwriting, PracticeVersion, RequestedChange } from '../practice-version.js';
import { practiceStates, type PracticeState } from '../practice.workflow.js';
import { waitingFor, type WorkQueue } from '../work-queue.js';

export class PracticeReadQuery {
  @OptionalProperty({ description: '`draft` shows the working version, for its owner and the steering committee.' })
  @IsIn(['draft'], { message: 'version must be draft, or omitted' })
  version?: 'draft';

  @OneOf(languages, {
    optional: true,
    description:
      'Read in this language: each prose field is `{text, lang, translation, stale}` instead of a map of languages. Tags such as `pt-BR` count as their language.',
    message: 'lang must be a two-letter language code (ISO 639-1) in lower case',
  })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? (languagesFor(value)[0] ?? value) : value))
  lang?: Language;

  @QueryBoolean({
    description: 'Read in the languages of `Accept-Language`, else in English, else in the original language.',
  })
  localised?: boolean;
}

export class PracticeListQuery extends IntersectionType(PracticeFilterQuery, PageQuery) {
  @QueryCodes(countedNames, {
    description:
      'Count the practices of the list by these, each without its own filter; `member`: by the members that own them.',
    example: ['country', 'theme'],
  })
  facets?: CountedName[];

  @QueryCodes(practiceStates, {
    description: 'Versions in these states; except for `published`, only those of your own member. Default: published.',
  })
  status?: PracticeState[];

  @QueryBoolean({
    description: 'Read in the languages of `Accept-Language`; a single `lang` takes precedence.',
  })
  localised?: boolean;

  @QueryBoolean({
    description:
      'Show what `q` found of each practice as `highlights`: pieces of text in parts, those that match marked; the languages of `lang` first.',
  })
  highlight?: boolean;

  @OneOf(practiceSorts, {
    optional: true,
    description:
      'Default: relevance with `q`; due for a queue (due first, then waiting longest); submitted for `status=submitted` (waiting longest first); otherwise published (newest first).',
  })
  sort?: PracticeSort;

  @OptionalProperty({
    description:
      'Practices on which this principal has a task: `me`, or, for the steering committee, any id, or `nobody` for those that nobody looks after.',
    example: 'me',
  })
  @Matches(/^[\x21-\x7e]{1,100}$/, { message: 'assignedTo must be me, nobody, or the id of a principal' })
  assignedTo?: string;

  @OneOf(waitingFor, {
    optional: true,
    description:
      'Who must act next: `owner`, who has the version; `secretariat`, to which it was submitted, whoever looks after it; `translator`: published practices of your member with a translation whose original has changed since; or `me`, if it is for you to submit, publish or assess it.',
  })
  waitingFor?: WorkQueue['waitingFor'];

  @OptionalProperty({ description: '`me`: published practices that you have assessed.' })
  @IsIn(['me'], { message: 'assessedBy must be me' })
  assessedBy?: 'me';
}

/** What a list says about its facets. */
export const facetsSchema = {
  type: 'object',
  description: 'With `facets`: how many practices of the list have each code, without the filter of the same name.',
  additionalProperties: {
    type: 'array',
    items: {
      type: 'object',
      required: ['code', 'count'],
      properties: {
        code: { type: 'string', description: 'As it is sent.', example: 'IT' },
        count: { type: 'integer', minimum: 1, description: 'Practices.', example: 12 },
      },
    },
  },
};

/** Points on one page: a map needs them all. */
export const MOST_POINTS = 1000;

/** Ids on one page: who walks through all practices needs nothing else of them. */
export const MOST_IDS = 5000;

class ShortListQuery extends PracticeFilterQuery {
  @OptionalProperty({ description: '`next` of the previous page.', example: 'WyJwcmFjdGljZS1wb2ludHMiXQ' })
  @IsString()
  @MaxLength(2_000)
  cursor?: string;
}

export class PointListQuery extends ShortListQuery {
  @QueryInt(1, MOST_POINTS, { description: 'Items on one page.', default: MOST_POINTS })
  limit?: number;
}

export class IdListQuery extends ShortListQuery {
  @QueryInt(1, MOST_IDS, { description: 'Items on one page.', default: MOST_IDS })
  limit?: number;
}

export class PracticeIdView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'date-time', description: 'Last change of the published version.' }) updatedAt!: Date;
}

export class PointView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'In every language that it has.',
    example: { it: 'Vivere in Italia', en: 'Live in Italy' },
  })
  title!: LanguageMap;
  @ApiProperty({ description: 'Name of the place.', example: 'Lombardia' }) place!: string;
  @ApiProperty({ description: 'Degrees north (WGS 84).', example: 45.47 }) latitude!: number;
  @ApiProperty({ description: 'Degrees east (WGS 84).', example: 9.19 }) longitude!: number;
}

/** The reason is optional here. */
export class OptionalReasonDto {
  @OptionalProperty({ example: 'New figures of 2026.', description: 'The reason; kept with the version.' })
  @IsString()
  @MaxLength(2000)
  reason?: string | null;
}

export class WithdrawalDto {
  @ApiProperty({
    example: 'The project was never carried out.',
    description: 'The reason; shown to everyone who requests the practice.',
  })
  @IsString()
  @Matches(/\S/, { message: 'reason must not be blank' })
  @MaxLength(2000)
  reason!: string;
}

export class MergerDto extends WithdrawalDto {
  @ApiProperty({ description: 'The practice that remains.' })
  @IsUUID()
  into!: string;
}

export class RequestedChangeDto {
  @ApiProperty({
    description: 'JSON Pointer to a place in the fact sheet; empty for the whole.',
    example: '/objectives/en',
    maxLength: 500,
  })
  @IsString()
  @Matches(/^(?:\/(?:[^~/]|~[01])*)*$/, { message: 'pointer must be a JSON Pointer such as /objectives/en' })
  @MaxLength(500)
  @Rule('pointer', notInFactSheet)
  pointer!: string;

  @ApiProperty({ example: 'State the intended result.', maxLength: 5000, description: 'The requested change.' })
  @IsString()
  @Matches(/\S/, { message: 'comment must say what to change' })
  @MaxLength(5000)
  comment!: string;
}

export class ChangeRequestDto {
  @ApiProperty({ description: 'The requested changes, by place.', type: RequestedChangeDto, isArray: true })
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ListOf(() => RequestedChangeDto)
  items!: RequestedChangeDto[];
}

/** A requested change as the owner and the secretariat see it. */
export class RequestedChangeView extends RequestedChangeDto {
  @ApiProperty({ description: 'Number of the request, needed to answer it.', example: 1 }) number!: number;
  @ApiProperty({ enum: ['open', 'answered'], description: 'Whether the owner has answered or changed something.' })
  state!: 'open' | 'answered';
  @ApiProperty({ format: 'date-time', description: 'When it was requested.' }) requestedAt!: string;
  @ApiPropertyOptional({ format: 'date-time', description: 'When it was answered.' }) answeredAt?: string;
  @ApiPropertyOptional({
    description: 'The owner’s answer; absent if the answer was a change of the fact sheet.',
    example: 'There is no English text.',
  })
  answer?: string;
}

export class RequestAnswerDto {
  @ApiProperty({ description: 'Why nothing was changed, or where to look.', example: 'There is no English text.' })
  @IsString()
  @Matches(/\S/, { message: 'answer must not be blank' })
  @MaxLength(5000)
  answer!: string;
}

export class RequestParams extends IdParams {
  @ApiProperty({ description: 'Number of the requested change.', example: 1 })
  @PathInt()
  number!: number;
}

export class MissingFieldView {
  @ApiProperty({ description: 'JSON Pointer of the field.', example: '/aims' }) pointer!: string;
  @ApiProperty({ description: 'What to enter there.', example: 'Publication requires an aim.' }) detail!: string;
}

export class CompletenessView {
  @ApiProperty({ description: 'Share of what publication requires, in whole percent.', example: 100 }) percent!: number;
  @ApiProperty({
    example: ['/objectives'],
    type: String,
    isArray: true,
    description: 'JSON Pointers of the missing fields.',
  })
  missing!: string[];
  @ApiProperty({ type: MissingFieldView, isArray: true, description: 'What to enter in each of them.' })
  explanation!: MissingFieldView[];
}

export class ProvenanceView {
  @ApiProperty({ description: 'How the practice was added.', enum: ['direct', 'import', 'federation'] })
  kind!: Provenance['kind'];
  @ApiPropertyOptional({ example: 'case-studies', description: 'Source of the practice, one of its owner’s.' })
  source?: string;
  @ApiPropertyOptional({ example: 'cs-01', description: 'Id of the practice in that source.' }) externalId?: string;
  @ApiPropertyOptional({ description: 'When it was read from that source.', format: 'date-time' }) retrievedAt?: string;
  @ApiPropertyOptional({ description: 'Its address at the source.', example: 'https://city.example/practices/7' })
  sourceUrl?: string;
  @ApiPropertyOptional({ format: 'uuid', description: 'Import that created it or changed it last.' })
  importId?: string;
  @ApiPropertyOptional({ description: 'Profile by which its file was read.', example: 'case-studies' })
  profile?: string;
  @ApiPropertyOptional({ type: 'integer', description: 'Version of that profile.', example: 1 })
  mappingVersion?: number;
  @ApiProperty({ format: 'date-time', description: 'When it was first added.' }) receivedAt!: Date;
  @ApiPropertyOptional({ enum: licences, description: 'Licence of its text (SPDX).' })
  licence?: Licence;
}

export class EditView implements Edit {
  @ApiProperty({ description: 'Id of the principal.', example: '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11' }) by!: string;
  @ApiProperty({ format: 'date-time', description: 'When.' }) at!: string;
}

export class OverwritingView extends EditView implements Overwriting {
  @ApiProperty({ type: EditView, description: 'The last change by a person that was overwritten.' }) edit!: EditView;
  @ApiProperty({
    type: String,
    isArray: true,
    description: 'JSON Pointers to the changed fields, at most 50.',
    example: ['/title/en'],
  })
  pointers!: readonly string[];
}

export class MergerView {
  @ApiProperty({ format: 'uuid', description: 'The practice that is the same, and remains.' }) into!: string;
  @ApiProperty({ description: 'Why.', example: 'The same café, sent by both partners.' }) reason!: string;
  @ApiProperty({ format: 'date-time', description: 'When.' }) mergedAt!: Date;
}

export class AdoptionsView {
  @ApiProperty({ type: 'integer', description: 'Number of members that adopted it.', example: 2 }) count!: number;
}

@ApiExtraModels(FactSheetDto, LocalisedFactSheetView)
export class PracticeView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: practiceStates, description: 'State of the version shown here.' }) status!: PracticeState;
  @ApiProperty({ description: 'Number of the version shown here.', example: 1 }) version!: number;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Null if it belongs to the secretariat or was harvested.',
  })
  ownerMemberId!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Name of the owner. Null without an owner, and while its name is not yet known here.',
    example: 'City of Tampere',
  })
  ownerName!: string | null;
  @ApiProperty({ type: ProvenanceView }) provenance!: ProvenanceView;
  @ApiProperty({ type: CompletenessView }) completeness!: CompletenessView;
  @ApiPropertyOptional({
    type: RequestedChangeView,
    isArray: true,
    description:
      'Changes to the working version requested by the secretariat, for its owner and the steering committee.',
  })
  changeRequest?: readonly RequestedChangeView[];
  @ApiPropertyOptional({
    type: OverwritingView,
    description:
      'Present if its source has replaced an editor’s content. For owner and steering committee, until somebody changes or publishes the version.',
  })
  overwritten?: Overwriting;
  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    description:
      'Since when the version shown has waited for the secretariat, for its owner and the steering committee.',
  })
  submittedAt?: Date;
  @ApiPropertyOptional({ type: MergerView, description: 'Present while it is merged into another practice.' })
  merger?: MergerView;
  @ApiProperty({ type: AdoptionsView }) adoptions!: AdoptionsView;
  @ApiProperty({ type: LabelView, description: 'Whether peers consider it a good practice, and why.' })
  label!: LabelView;
  @ApiProperty({
    anyOf: [FactSheetDto, LocalisedFactSheetView].map((shape) => ({ $ref: getSchemaPath(shape) })),
    description:
      'Contacts without consent are shown only to owner and steering committee. If read in a language, each prose field is one text.',
  })
  factSheet!: FactSheet;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'First publication.' })
  publishedAt!: Date | null;
  @ApiProperty({ format: 'date-time', description: 'Last change of the version shown here.' }) updatedAt!: Date;
}

const toRequestedChangeView = (item: RequestedChange, index: number): RequestedChangeView => ({
  ...item,
  number: index + 1,
  state: item.answeredAt === undefined ? 'open' : 'answered',
});

const toCompletenessView = ({ percent, missing }: Completeness): CompletenessView => ({
  percent,
  missing,
  explanation: missing.map((pointer) => ({ pointer, detail: wantedAt(pointer) })),
});

/** How a fact sheet is shown to a reader of one language. */
export type Reading = (sheet: PracticeVersion['factSheet']) => Omit<FactSheet, 'contacts'>;

const mergerOf = ({ mergedInto: into, mergedAt, mergerReason }: Practice): Pick<PracticeView, 'merger'> =>
  into === null || mergedAt === null ? {} : { merger: { into, reason: mergerReason ?? '', mergedAt } };

/** A version of a practice as this caller may see it. */
export function toPracticeView(
  practice: Practice,
  version: PracticeVersion,
  by: Principal,
  reading?: Reading,
): PracticeView {
  const mayChange = capacitiesOf(practice, by).length > 0;
  const contacts = version.contacts.filter(({ consentToPublish }) => mayChange || consentToPublish === true);
  const changeRequest = mayChange && version.publishedAt === null ? (version.changeRequest ?? []) : [];
  return {
    id: practice.id,
    status: version.state,
    version: version.number,
    ownerMemberId: practice.ownerMemberId,
    ownerName: practice.ownerName,
    provenance: {
      ...practice.provenance,
      receivedAt: practice.createdAt,
      ...(version.factSheet.licence ? { licence: version.factSheet.licence } : {}),
    },
    ...mergerOf(practice),
    adoptions: { count: practice.adoptionCount },
    label: labelOn(practice),
    completeness: toCompletenessView(completeness(version.factSheet)),
    ...(mayChange && version.overwritten ? { overwritten: version.overwritten } : {}),
    ...(mayChange && version.state === 'submitted' && version.submittedAt ? { submittedAt: version.submittedAt } : {}),
    ...(changeRequest.length > 0 ? { changeRequest: changeRequest.map(toRequestedChangeView) } : {}),
    factSheet: {
      ...(reading ? reading(version.factSheet) : version.factSheet),
      ...(contacts.length > 0 ? { contacts: [...contacts] } : {}),
    },
    publishedAt: practice.publishedAt,
    updatedAt: version.updatedAt,
  };
}
