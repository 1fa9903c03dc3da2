import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsInt, IsString, IsUUID, MaxLength, Min } from 'class-validator';
import { languages, type Language } from '#contracts';
import { IdParams, OneOf, OptionalProperty } from '#http';
import { FactSheetDto } from '../../fact-sheet/fact-sheet.dto.js';
import { fieldsOf, filledIn, hasProse, isThere, type FieldsClass } from '../../fact-sheet/fact-sheet.fields.js';
import type { LanguageMap } from '../../fact-sheet/fact-sheet.js';
import { Line, Nested, NestedList } from '../../fact-sheet/fact-sheet.validators.js';
import { jobStates, type TranslationJob } from '../machine/translation-job.js';
import type { Sheet } from '../../reading/prose.js';
import { isStale, type Texts, type Translation } from '../../reading/translation.js';
import type { TranslationState } from '../../reading/translation.repository.js';

const MAX_TEXTS = 200;

export class TranslationParams extends IdParams {
  @OneOf(languages, {
    description: 'Two-letter code (ISO 639-1).',
    example: 'de',
    message: 'lang must be a two-letter language code (ISO 639-1) in lower case',
  })
  lang!: Language;
}

/** Gives a class the prose fields of another, each as one text. */
function translated(type: FieldsClass, into: FieldsClass): FieldsClass {
  for (const { name, description, example, prose, of, most } of fieldsOf(type).filter(hasProse)) {
    const { en = '…' } = (example ?? {}) as LanguageMap;
    const decorate = of ? nested(of(), most, description) : Line(prose!, { description, example: en });
    decorate(into.prototype as object, name);
  }
  return into;
}

function nested(type: FieldsClass, most: number | undefined, description: string): PropertyDecorator {
  const name = `Translated${type.name}`;
  const inner = translated(type, { [name]: class {} }[name]!);
  if (most === undefined) return Nested(() => inner, { description });
  return NestedList(() => inner, most, { description, note: 'In the order of the fact sheet.' });
}

/** The prose of a fact sheet in one language. Absent texts are not translated. */
export class TranslationDto {
  @OptionalProperty({ description: 'Published version that was translated; default: the current one.', example: 1 })
  @IsInt()
  @Min(1)
  basedOnVersion?: number | null;

  @OptionalProperty({
    type: [String],
    description:
      'JSON Pointers of texts by people that stay as they are, also with what they were made from: nobody has compared them with the present original. The body need not repeat them.',
    example: ['/lessons'],
  })
  @IsArray()
  @ArrayMaxSize(MAX_TEXTS)
  @IsString({ each: true })
  @MaxLength(500, { each: true })
  kept?: string[] | null;
}
translated(FactSheetDto, TranslationDto);

/** By JSON Pointer, without empty texts. */
export function textsOf(dto: TranslationDto): Record<string, string> {
  const filled = [...filledIn(TranslationDto, dto)].map(({ pointer, value }) => [pointer, value] as const);
  return Object.fromEntries(
    filled.filter((entry): entry is [string, string] => typeof entry[1] === 'string' && isThere(entry[1])),
  );
}

export class TranslatedTextView {
  @ApiProperty({ description: 'JSON Pointer into the fact sheet.', example: '/title' }) pointer!: string;
  @ApiProperty({ description: 'In the language.', example: 'Leben in Italien' }) text!: string;
  @ApiProperty({ enum: ['human', 'machine'], description: 'Who made it.' }) translation!: 'human' | 'machine';
  @ApiProperty({ description: 'Whether the source text has changed since.', example: false }) stale!: boolean;
  @ApiProperty({ type: 'integer', description: 'Published version it was made from.', example: 1 })
  basedOnVersion!: number;
  @ApiProperty({ format: 'date-time', description: 'When it was made.' }) at!: string;
}

export class TranslationView {
  @ApiProperty({ enum: languages, description: 'Two-letter code.' }) language!: Language;
  @ApiProperty({ type: TranslatedTextView, isArray: true, description: 'Text by text.' })
  texts!: readonly TranslatedTextView[];
  @ApiProperty({ format: 'date-time', description: 'Last change.' }) updatedAt!: Date;
}

export class TranslationSummaryView {
  @ApiProperty({ enum: languages, description: 'Two-letter code.' }) language!: Language;
  @ApiProperty({ type: 'integer', description: 'Human translations.', example: 6 }) human!: number;
  @ApiProperty({ type: 'integer', description: 'Machine translations.', example: 0 }) machine!: number;
  @ApiProperty({
    type: 'integer',
    description: 'Translations of either kind whose source text has changed since.',
    example: 1,
  })
  stale!: number;
  @ApiProperty({ format: 'date-time', description: 'Last change.' }) updatedAt!: Date;
}

export class TranslationsView {
  @ApiProperty({ type: TranslationSummaryView, isArray: true, description: 'By language.' })
  items!: readonly TranslationSummaryView[];
}

export class TranslationStateView {
  @ApiProperty({ type: 'integer', description: '1, 2, …', example: 1 }) revision!: number;
  @ApiProperty({ type: TranslatedTextView, isArray: true, description: 'The texts as they were.' })
  texts!: readonly TranslatedTextView[];
  @ApiProperty({ format: 'date-time', description: 'When they were changed.' }) at!: Date;
}

const toTexts = (texts: Texts, sheet: Sheet): TranslatedTextView[] =>
  Object.entries(texts).map(([pointer, one]) => ({
    pointer,
    text: one.text,
    translation: one.origin,
    stale: isStale(sheet, pointer, one),
    basedOnVersion: one.version,
    at: one.at,
  }));

export const toTranslationView = ({ language, texts, updatedAt }: Translation, sheet: Sheet): TranslationView => ({
  language,
  texts: toTexts(texts, sheet),
  updatedAt,
});

export function toSummaryView({ language, texts, updatedAt }: Translation, sheet: Sheet): TranslationSummaryView {
  const all = toTexts(texts, sheet);
  const human = all.filter(({ translation }) => translation === 'human').length;
  return { language, human, machine: all.length - human, stale: all.filter(({ stale }) => stale).length, updatedAt };
}

export const toStateView = ({ revision, texts, at }: TranslationState, sheet: Sheet): TranslationStateView => ({
  revision,
  texts: toTexts(texts, sheet),
  at,
});

export class TranslationJobParams extends IdParams {
  @ApiProperty({ description: 'Of the job.' })
  @IsUUID()
  jobId!: string;
}

export class TranslationJobView {
  @ApiProperty({ format: 'uuid', description: 'Of the job.' }) id!: string;
  @ApiProperty({ enum: languages, description: 'Two-letter code.' }) language!: Language;
  @ApiProperty({ enum: jobStates, description: '`running`: sent, waiting for the result.' })
  state!: TranslationJob['state'];
  @ApiProperty({ type: 'integer', description: 'Published version to translate.', example: 1 }) version!: number;
  @ApiPropertyOptional({ description: 'Why it waits or failed.', example: 'The monthly limit is reached.' })
  reason?: string;
  @ApiProperty({ type: 'integer', description: 'Texts that were sent.', example: 7 }) total!: number;
  @ApiProperty({ type: 'integer', description: 'Texts whose results have arrived.', example: 0 }) processed!: number;
  @ApiProperty({ format: 'date-time', description: 'When it was requested.' }) createdAt!: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it was sent.' })
  startedAt!: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'When it ended.' })
  finishedAt!: Date | null;
}

export function toJobView(job: TranslationJob): TranslationJobView {
  const total = Object.keys(job.sources ?? {}).length;
  const { id, language, state, version, lastError, createdAt, sentAt, finishedAt } = job;
  return {
    id, language, state, version, ...(lastError === null ? {} : { reason: lastError }), total, processed: state === 'done' ? total : 0,
    createdAt, startedAt: sentAt, finishedAt,
  }; // prettier-ignore
}

/** One text as the machine made it. */
export class ResultTextDto {
  @Line(500, { description: '`id` of the text as it was sent.', example: '/title', required: true }) id!: string;
  @Line(100_000, { description: 'In the wanted language.', example: 'Leben in Italien', required: true }) text!: string;
}

/** What the translation service answers later. */
export class TranslationResultDto {
  @ApiProperty({ description: '`externalReference` of the request.', example: '01995d3c-…' })
  @IsString()
  @MaxLength(200)
  externalReference!: string;

  @NestedList(() => ResultTextDto, MAX_TEXTS, { description: 'The texts; absent if the translation failed.' })
  texts?: ResultTextDto[] | null;

  @Line(500, { description: 'Why the translation failed.', example: 'Language pair not offered.' })
  error?: string | null;
}
