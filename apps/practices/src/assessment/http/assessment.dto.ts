import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDefined, IsInt, IsString, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';
import { scale } from '#contracts';
import { IdParams } from '#http';
import { ObjectOf } from '#validation';
import type { Assessment } from '../assessment.js';
import type { Score, Scores } from '../../label/criteria.js';

export class AssessmentParams extends IdParams {
  @ApiProperty({ description: 'Id of the assessment.' })
  @IsUUID()
  assessmentId!: string;
}

export class ScoreDto implements Score {
  @ApiProperty({ description: `${scale.least}: not at all … ${scale.most}: fully.`, example: 4 })
  @IsInt()
  @Min(scale.least)
  @Max(scale.most)
  score!: number;

  @ApiProperty({ description: 'Why.', example: 'Courses answer what newcomers asked for.' })
  @IsString()
  @Matches(/\S/, { message: 'reason must not be blank' })
  @MaxLength(5000)
  reason!: string;
}

const Judged =
  (description: string): PropertyDecorator =>
  (target, property) => {
    ApiProperty({ type: ScoreDto, description })(target, property);
    IsDefined({ message: `${String(property)} must be judged` })(target, property);
    ObjectOf(() => ScoreDto)(target, property);
  };

/** The five criteria of the study. */
export class ScoresDto implements Scores {
  @Judged('Whether it meets the needs of the target groups and of the policies it serves.') relevance!: ScoreDto;
  @Judged('Whether the results justify the resources used.') efficiency!: ScoreDto;
  @Judged('Whether it reached its objectives.') effectiveness!: ScoreDto;
  @Judged('What would not have changed without it.') impactAndAddedValue!: ScoreDto;
  @Judged('Whether it lasts after its funding ends.') sustainability!: ScoreDto;
}

export class AssessmentDto {
  @ApiProperty({ description: 'The five criteria of the study.' })
  @IsDefined({ message: 'scores must judge the five criteria' })
  @ObjectOf(() => ScoresDto)
  scores!: ScoresDto;
}

export class AssessmentView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ description: 'Id of the principal who gave it.', example: '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11' })
  assessorId!: string;
  @ApiProperty({ description: 'The version that was judged.', example: 1 }) version!: number;
  @ApiPropertyOptional({
    type: ScoresDto,
    description: 'Absent for a reviewer who has not yet submitted an assessment.',
  })
  scores?: Scores;
  @ApiProperty({ type: String, format: 'date-time' }) createdAt!: Date;
  @ApiProperty({ type: String, format: 'date-time' }) updatedAt!: Date;
}

export class AssessmentListView {
  @ApiProperty({ type: AssessmentView, isArray: true, description: 'In the order in which they were given.' })
  items!: AssessmentView[];
  @ApiProperty({ type: String, nullable: true, description: 'Always null: this page has all of them.' }) next!: null;
}

export const toAssessmentView = (
  { id, assessorId, version, scores, createdAt, updatedAt }: Assessment,
  showsScores: boolean,
): AssessmentView => ({
  id, assessorId, version, ...(showsScores ? { scores } : {}), createdAt, updatedAt,
}); // prettier-ignore

/** Only what was requested, in a fixed order. */
export function toScores({ scores }: AssessmentDto): Scores {
  const plain = ({ score, reason }: ScoreDto): Score => ({ score, reason });
  const { relevance, efficiency, effectiveness, impactAndAddedValue, sustainability } = scores;
  return {
    relevance: plain(relevance),
    efficiency: plain(efficiency),
    effectiveness: plain(effectiveness),
    impactAndAddedValue: plain(impactAndAddedValue),
    sustainability: plain(sustainability),
  };
}
