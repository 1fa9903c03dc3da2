import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { countries, countryMeant, themes, type PublicEvent } from '#contracts';
import { asList, OptionalProperty, QueryCodes, QueryInt } from '#http';

/** What the events that are wanted are about. */
export class AboutQuery {
  @QueryCodes(countries, { description: 'ISO 3166-1 alpha-2 codes.', example: ['DE'], meant: countryMeant })
  countries?: string[];

  @QueryCodes(themes, { description: 'Themes of practices; other events are left out.', example: ['employment'] })
  themes?: string[];

  @OptionalProperty({ description: 'Id of a member: what concerns it, its practices and its adoptions.' })
  @IsUUID()
  member?: string;
}

/** Which events are wanted. */
class ChangesFilter extends AboutQuery {
  @OptionalProperty({
    type: String, isArray: true, example: ['eu.lra-network.practice.*'],
    description: 'Event types, repeated or separated by commas; a trailing `.*` matches everything below.',
  }) // prettier-ignore
  @Transform(asList)
  @ArrayMaxSize(50)
  @Matches(/^(?:\*|eu\.lra-network(?:\.[a-z0-9-]+){0,6}(?:\.\*)?)$/, {
    each: true,
    message: 'types must be event types such as eu.lra-network.practice.published.v1 or eu.lra-network.practice.*',
  })
  types?: string[];
}

export class ChangesQuery extends ChangesFilter {
  @QueryInt(1, 100, { default: 20 })
  limit?: number;
}

export class StreamQuery extends ChangesFilter {
  @OptionalProperty({
    example: 'WyJjaGFuZ2VzIiwiNDIiXQ',
    description: '`next` of the change feed, or the id of an event; if empty or omitted, only new events.',
  })
  @IsString()
  @MaxLength(500)
  since?: string;
}

export class ChangeQuery extends ChangesQuery {
  @OptionalProperty({
    example: 'WyJjaGFuZ2VzIiwiNDIiXQ',
    description: '`next` of the previous response; if empty or omitted, from the beginning.',
  })
  @IsString()
  @MaxLength(500)
  since?: string;
}

export class LatestChangesQuery extends ChangesQuery {
  @OptionalProperty({
    example: 'WyJjaGFuZ2VzIiwiNDIiXQ',
    description: '`next` of the previous page; it stays valid while data change.',
  })
  @IsString()
  @MaxLength(500)
  cursor?: string;
}

/** A CloudEvent 1.0 as it was published; `/asyncapi.json` has the schema of its data by type. */
export class CloudEventView implements PublicEvent {
  @ApiProperty({ enum: ['1.0'], description: 'Version of CloudEvents.' }) specversion!: '1.0';
  @ApiProperty({ format: 'uuid', description: 'The same at every delivery of the event.' }) id!: string;
  @ApiProperty({ description: 'App that published it.', example: '/practices' }) source!: string;
  @ApiProperty({ description: 'What happened.', example: 'eu.lra-network.practice.published.v1' }) type!: string;
  @ApiProperty({ format: 'uuid', description: 'What it happened to.' }) subject!: string;
  @ApiProperty({ format: 'date-time', description: 'When it happened.' }) time!: string;
  @ApiProperty({ enum: ['application/json'], description: 'Media type of the data.' })
  datacontenttype!: 'application/json';
  @ApiProperty({ pattern: '^[1-9][0-9]*$', description: 'Number in the stream of the subject.', example: '7' })
  sequence!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Ids, codes, titles and the address of the subject; no prose, no persons.',
    example: { id: '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11', countries: ['FI'] },
  })
  data!: unknown;
}

export class ChangesView {
  @ApiProperty({ description: 'CloudEvents 1.0 in the order of the log.', type: [CloudEventView] })
  items!: readonly CloudEventView[];

  @ApiProperty({ example: 'WyJjaGFuZ2VzIiwiNDIiXQ', description: 'Cursor for the next call; never null.' })
  next!: string;
  @ApiProperty({ description: 'Whether this is the end of the log.' }) upToDate!: boolean;
}
