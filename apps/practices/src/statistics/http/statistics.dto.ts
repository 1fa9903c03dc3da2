import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, ValidateBy } from 'class-validator';
import { asList, OneOf, OptionalProperty, QueryBoolean, QueryInt } from '#http';
import { postgres } from '#validation';
import { PracticeFilterQuery } from '../../practice/practice-filter.js';
import { statisticsDimensions, type StatisticsDimension } from '../practice-statistics.repository.js';

/** Parameters of all statistics. In CSV `lang` is the language of the labels. */
class CountingQuery extends PracticeFilterQuery {
  @OptionalProperty({
    description:
      'Count what was public at a moment (RFC 3339), or at the end of a day in Brussels: the versions of then, with the labels of then. Rows name no lists, because a list shows what is public now.',
    example: '2027-12-31',
  })
  @ValidateBy({
    name: 'asOf',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && (postgres.date(value) || postgres.timestamptz(value)),
      defaultMessage: () => 'asOf must be a day such as 2027-12-31 or a time such as 2027-12-31T12:00:00Z',
    },
  })
  asOf?: string;

  @QueryBoolean({ description: 'Whether CSV begins with a byte order mark, by which Excel knows UTF-8.' })
  bom?: boolean;
}

const FORMAT =
  'Default: `csv` if `Accept` prefers it, else `json`. Other formats than `json` are for people: there `lang` is the language of the labels, one of the official languages of the EU, and no filter.';

export class StatisticsQuery extends CountingQuery {
  @ApiProperty({
    description: 'Dimensions to count by: one or two, repeated or separated by commas.',
    enum: statisticsDimensions,
    isArray: true,
    example: ['country', 'range'],
  })
  @Transform(asList)
  @IsIn(statisticsDimensions, { each: true, message: `by must be one or two of: ${statisticsDimensions.join(', ')}` })
  @ArrayUnique({ message: 'by must name two different dimensions' })
  @ArrayMaxSize(2, { message: 'by takes one or two dimensions' })
  @IsArray({ message: `by must be one or two of: ${statisticsDimensions.join(', ')}` })
  by!: StatisticsDimension[];

  @QueryInt(1000, 9999, {
    description: 'First year of `endDate` to count separately; earlier years become `before-<year>`.',
    example: 2010,
  })
  endYearsFrom?: number;

  @OneOf(['json', 'csv', 'svg'], { optional: true, description: `${FORMAT} \`svg\` is a chart.` })
  format?: 'json' | 'csv' | 'svg';
}

export class PrioritiesQuery extends CountingQuery {
  @OneOf(['json', 'csv'], { optional: true, description: FORMAT })
  format?: 'json' | 'csv';
}

/** The address of a list of what was counted. */
const ListAddress = (example: string) =>
  ApiProperty({ type: String, nullable: true, description: 'The list of these practices; null with `asOf`.', example });

export class StatisticsRowView {
  @ApiProperty({
    description: 'One member per dimension. null: no country (EU-wide), no range or no end date given.',
    type: 'object',
    additionalProperties: { type: 'string', nullable: true },
    example: { country: 'DE', range: 'regional-municipal' },
  })
  key!: Record<string, string | null>;

  @ApiProperty({ description: 'Practices.', example: 104 }) count!: number;
  @ApiProperty({ description: 'Percent of `base`, one decimal, half up.', example: 16.6 }) percent!: number;
  @ListAddress('/v1/practices?country=DE&range=regional-municipal') list!: string | null;
}

export class StatisticsMarginView {
  @ApiProperty({ description: 'The value; null if none is given.', type: String, nullable: true, example: 'DE' }) key!:
    string | null;
  @ApiProperty({ description: 'Practices of the base with this value, each counted once.', example: 117 })
  count!: number;
  @ApiProperty({ description: 'Percent of `base`, one decimal, half up.', example: 18.6 }) percent!: number;
  @ListAddress('/v1/practices?country=DE') list!: string | null;
}

export class StatisticsTotalsView {
  @ApiProperty({ description: 'Answers: the sum of the rows.', example: 693 }) count!: number;
  @ApiProperty({ description: 'Practices that gave answers: the base.', example: 490 }) practices!: number;
  @ListAddress('/v1/practices?answered=aim') list!: string | null;
}

export class StatisticsListsView {
  @ApiProperty({
    description: 'The list of the base; null with `asOf`.',
    type: String,
    nullable: true,
    example: '/v1/practices?answered=aim',
  })
  base!: string | null;
  @ApiProperty({
    description:
      'The list of the unanswered; null with `asOf`, when no dimension leaves anything unanswered, and when no list shows it.',
    type: String,
    nullable: true,
    example: '/v1/practices?aim=not-stated',
  })
  unanswered!: string | null;
}

@ApiExtraModels(StatisticsTotalsView, StatisticsMarginView)
export class StatisticsView {
  @ApiProperty({
    description:
      'Practices that the percentages refer to: all that were counted, or, with aim, fundingSource, dimension, theme or targetGroup, those with at least one value of each of these.',
    example: 490,
  })
  base!: number;

  @ApiProperty({ description: 'Counted practices that are not in the base.', example: 2 })
  unanswered!: number;

  @ApiProperty({ description: 'Dimensions counted by.', enum: statisticsDimensions, isArray: true })
  dimensions!: readonly StatisticsDimension[];

  @ApiProperty({ type: [StatisticsRowView], description: 'Cells with at least one practice, largest first.' })
  rows!: readonly StatisticsRowView[];

  @ApiProperty({
    description: 'With one dimension: answers and practices. With two: the margin of each, under its name.',
    oneOf: [
      { $ref: getSchemaPath(StatisticsTotalsView) },
      { type: 'object', additionalProperties: { type: 'array', items: { $ref: getSchemaPath(StatisticsMarginView) } } },
    ],
  })
  totals!: object;

  @ApiProperty({ type: StatisticsListsView }) lists!: StatisticsListsView;
}
