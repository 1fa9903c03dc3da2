import { createHash } from 'node:crypto';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { vocabularies } from '#contracts';
import { Answer, Answers } from '#http';
import { Allow } from '#identity';

const lists = vocabularies();
const etag = `"${createHash('sha256').update(JSON.stringify(lists)).digest('base64url').slice(0, 22)}"`;

export class CodeView {
  @ApiProperty({ oneOf: [{ type: 'string' }, { type: 'integer' }], description: 'As it is sent.', example: 'cultural' })
  code!: string | number;

  @ApiProperty({ description: 'In English.', example: 'Cultural' }) label!: string;

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

for (const name of Object.keys(lists)) {
  const type = name === 'themes' ? ThemeCodeView : CodeView;
  ApiProperty({ type: [type], description: `The list of ${name}.` })(VocabulariesView.prototype, name);
}

@ApiTags('practices')
@Controller('v1/vocabularies')
export class VocabulariesController {
  @Get()
  @Allow('public')
  @ApiOperation({ summary: 'List every closed list of codes, with English labels' })
  @Answers(200, VocabulariesView, 'ETag')
  read(): Answer {
    return new Answer(lists, { etag, 'cache-control': 'public, max-age=3600' });
  }
}
