import { ApiProperty } from '@nestjs/swagger';
import { criteria, scale, type Criterion } from '#contracts';
import type { Label } from '../label.js';

const median = {
  type: 'number', nullable: true, minimum: scale.least, maximum: scale.most, example: 4.5, description: 'Null if there are fewer assessors than the rule requires.',
} as const; // prettier-ignore

class CountedAssessmentView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'The version that was assessed.', example: 1 }) version!: number;
}

class LabelExplanationView {
  @ApiProperty({
    description: 'The rule in words.',
    example: 'At least two assessments, and a median of 4 on every criterion.',
  })
  rule!: string;
  @ApiProperty({ type: 'integer', description: 'Number of persons whose assessments count.', example: 2 })
  assessors!: number;
  @ApiProperty({
    type: 'object',
    properties: Object.fromEntries(criteria.map((name) => [name, median])),
    required: [...criteria],
    additionalProperties: false,
    description:
      'Medians by criterion; null if there are fewer assessors than the rule requires, so that nobody’s scores can be inferred.',
  })
  medians!: Readonly<Record<Criterion, number | null>>;
  @ApiProperty({
    enum: ['assessors', ...criteria],
    isArray: true,
    description:
      'What is missing: only that there are too few assessors, or else the criteria whose median is too low.',
  })
  missing!: readonly ('assessors' | Criterion)[];
  @ApiProperty({ type: CountedAssessmentView, isArray: true, description: 'The assessments that count.' })
  assessments!: readonly CountedAssessmentView[];
}

/** The good-practice label with everything that it is based on. */
export class LabelView implements Label {
  @ApiProperty({ description: 'Whether it is a good practice.' }) awarded!: boolean;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null if not currently awarded.' })
  since!: string | null;
  @ApiProperty({ type: LabelExplanationView, description: 'Basis of the decision.' })
  explanation!: LabelExplanationView;
}
