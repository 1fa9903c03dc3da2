import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { languages, type Language } from '#contracts';
import { FactSheetDto } from '../../fact-sheet/fact-sheet.dto.js';
import { proseFields } from '../prose.js';
import type { LocalisedText } from '../localised.js';

/** One text as a reader gets it. */
export class LocalisedTextView implements LocalisedText {
  @ApiProperty({ description: 'In that language.', example: 'Leben in Italien' }) text!: string;
  @ApiProperty({ enum: languages, description: 'Two-letter code.' }) lang!: Language;
  @ApiProperty({ enum: ['none', 'human', 'machine'], description: '`none`: the fact sheet has it so.' })
  translation!: LocalisedText['translation'];
  @ApiProperty({ description: 'The text it was translated from has changed since.', example: false }) stale!: boolean;
}

const text = (description: string): PropertyDecorator => ApiPropertyOptional({ type: LocalisedTextView, description });

/** A fact sheet for one reader: each prose field is one text. It is read only. */
export class LocalisedFactSheetView extends OmitType(FactSheetDto, [
  ...proseFields,
  'beneficiaries',
  'evaluation',
  'indicators',
] as const) {
  @ApiProperty({ type: LocalisedTextView, description: 'Title.' }) title!: LocalisedTextView;
  @text('Type of project.') projectType?: LocalisedTextView;
  @text('Introduction and context.') context?: LocalisedTextView;
  @text('Policy challenges.') challenges?: LocalisedTextView;
  @text('Objectives.') objectives?: LocalisedTextView;
  @text('Assistance given.') assistance?: LocalisedTextView;
  @text('Main activities.') activities?: LocalisedTextView;
  @text('Relations to national initiatives and other partners.') relations?: LocalisedTextView;
  @text('Outcomes.') outcomes?: LocalisedTextView;
  @text('Training of staff.') staffTraining?: LocalisedTextView;
  @text('Lessons for others.') lessons?: LocalisedTextView;
  @text('Scope for replication.') replicationScope?: LocalisedTextView;
  @text('Anything else.') notes?: LocalisedTextView;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'As in a fact sheet; `counted` is one text.',
    example: { count: 1800 },
  })
  beneficiaries?: object;
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'As in a fact sheet; `summary` is one text.',
    example: { conducted: 'yes' },
  })
  evaluation?: object;
  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    description: 'As in a fact sheet; `name` is one text.',
    example: [{ value: 154 }],
  })
  indicators?: object[];
}
