import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { languages, type Language } from '#contracts';
import type { Highlight } from '../highlights.js';
import type { Part } from '../marked-text.js';
import type { Caretaker } from '../work-queue.js';
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

/** Who looks after a submitted practice. */
export class CaretakerView implements Caretaker {
  @ApiProperty({ description: 'Id of the principal.', example: '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11' })
  assigneeId!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Due date.', example: '2027-03-31' })
  dueOn!: string | null;
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

  @ApiPropertyOptional({
    type: CaretakerView,
    description: 'In a queue: who looks after it, for the steering committee; absent: nobody.',
  })
  caretaker?: Caretaker;
}
