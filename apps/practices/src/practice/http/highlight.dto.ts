import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { languages, type Language } from '#contracts';
import type { Highlight } from '../highlights.js';
import type { Part } from '../marked-text.js';
import { PracticeView } from './practice.dto.js';

export class HighlightPartView implements Part {
  @ApiProperty({ description: 'As it was written: plain text, never markup.', example: 'Sprachkurse' }) text!: string;
  @ApiProperty({ description: 'Whether the search found this.', example: true }) match!: boolean;
}

export class HighlightView implements Highlight {
  @ApiProperty({ description: 'JSON Pointer into the fact sheet.', example: '/title' }) pointer!: string;
  @ApiProperty({
    type: String,
    enum: [...languages, null],
    nullable: true,
    description: 'Language of the text; null for a name.',
    example: 'de',
  })
  lang!: Language | null;
  @ApiProperty({ enum: ['none', 'human', 'machine'], description: '`none`: the text of the fact sheet itself.' })
  translation!: Highlight['translation'];
  @ApiPropertyOptional({
    description: 'The code by which the practice was found; the parts are its name.',
    example: 'language-training',
  })
  code?: string;
  @ApiProperty({
    type: HighlightPartView,
    isArray: true,
    description: 'The piece of text in parts, at most some 200 characters together; `…` where the text goes on.',
  })
  parts!: readonly Part[];
}

/** A practice in a list. */
export class ListedPracticeView extends PracticeView {
  @ApiPropertyOptional({
    type: HighlightView,
    isArray: true,
    description:
      'With `highlight=true`: what the search found, the title first, then up to three other texts and three names of codes.',
  })
  highlights?: readonly Highlight[];
}
