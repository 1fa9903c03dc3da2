import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { countries, type CloudEvent } from '#contracts';
import { QueryCodes, QueryInt } from '#http';

const asTypes = ({ value }: { value: unknown }): unknown =>
  [value].flat().flatMap((entry: unknown) => (typeof entry === 'string' ? entry.split(',') : [entry]));

export class ChangeQuery {
  @ApiPropertyOptional({ description: '`next` of the answer before; empty or left out: from the beginning.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  since?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 20 })
  @QueryInt(1, 100)
  limit?: number;

  @ApiPropertyOptional({
    type: String, isArray: true, example: ['eu.lra-network.practice.*'],
    description: 'Event types, repeated or separated by commas; a trailing `.*` stands for everything below.',
  }) // prettier-ignore
  @IsOptional()
  @Transform(asTypes)
  @ArrayMaxSize(50)
  @Matches(/^(?:\*|eu\.lra-network(?:\.[a-z0-9-]+){0,6}(?:\.\*)?)$/, {
    each: true,
    message: 'types must be event types such as eu.lra-network.practice.published.v1 or eu.lra-network.practice.*',
  })
  types?: string[];

  @ApiPropertyOptional({ type: String, isArray: true, description: 'ISO 3166-1 alpha-2 codes.', example: ['DE'] })
  @QueryCodes(countries)
  countries?: string[];
}

export class ChangesView {
  @ApiProperty({ description: 'CloudEvents 1.0 in the order of the log.', type: 'array', items: { type: 'object' } })
  items!: readonly CloudEvent[];

  @ApiProperty({ description: 'Cursor for the next call; never null.' }) next!: string;
  @ApiProperty({ description: 'Whether this was the end of the log.' }) upToDate!: boolean;
}
