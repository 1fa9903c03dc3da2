import { createHash } from 'node:crypto';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional } from 'class-validator';
import { euLanguages, languagesFor, vocabularies, type EuLanguage } from '#contracts';
import { Answer, Answers } from '#http';
import { Allow } from '#identity';
import { Query } from '#validation';

const answers = new Map<EuLanguage | undefined, Answer>();

/** The lists in a language. They change only with the program, so each answer is created once. */
function answerIn(language: EuLanguage | undefined): Answer {
  let answer = answers.get(language);
  if (!answer) {
    const lists = vocabularies(language);
    const etag = `"${createHash('sha256').update(JSON.stringify(lists)).digest('base64url').slice(0, 22)}"`;
    answer = new Answer(lists, { etag, 'cache-control': 'public, max-age=3600' });
    answers.set(language, answer);
  }
  return answer;
}

export class VocabulariesQuery {
  @ApiPropertyOptional({
    enum: euLanguages,
    description:
      'The language of the labels; other words for the same stand beside them as `synonyms`. Tags such as `pt-BR` count as their language. Default: labels in English, without synonyms.',
  })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? (languagesFor(value)[0] ?? value) : value))
  @IsIn(euLanguages, { message: `lang must be an official language of the EU, one of: ${euLanguages.join(', ')}` })
  lang?: EuLanguage;
}

export class CodeView {
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'integer' }], description: 'As it is sent.', example: 'cultural' })
  code!: string | number;

  @ApiProperty({ description: 'In the language asked for, else in English.', example: 'Cultural' }) label!: string;

  @ApiPropertyOptional({
    type: [String],
    description: 'With `lang`: other words that people of that language look for it by.',
    example: ['culture'],
  })
  synonyms?: string[];

  @ApiPropertyOptional({
    description: 'A footnote that must appear wherever the label is shown.',
    example: '* This designation is without prejudice to positions on status.',
  })
  note?: string;
}

export class ThemeCodeView extends CodeView {
  @ApiPropertyOptional({ description: 'The dimension that a theme belongs to.', example: 'cultural' })
  dimension?: string;
}

/** One property for each list. */
export class VocabulariesView {}

for (const name of Object.keys(vocabularies())) {
  const type = name === 'themes' ? ThemeCodeView : CodeView;
  ApiProperty({ type: [type], description: `The list of ${name}.` })(VocabulariesView.prototype, name);
}

@ApiTags('practices')
@Controller('v1/vocabularies')
export class VocabulariesController {
  @Get()
  @Allow('public')
  @ApiOperation({
    summary: 'List every closed list of codes, with labels in an official language of the EU',
    description:
      'Labels of fact sheet and members are written by people; those of countries, languages and currencies are those of the Unicode CLDR, licences keep their English names.',
  })
  @Answers(200, VocabulariesView, 'ETag')
  read(@Query() { lang }: VocabulariesQuery): Answer {
    return answerIn(lang);
  }
}
