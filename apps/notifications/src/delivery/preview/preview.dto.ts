import { ApiProperty } from '@nestjs/swagger';
import { IsDefined } from 'class-validator';
import { ObjectOf } from '#validation';
import { FilterDto, Frequencies, Zone } from '../../subscription/http/subscription.dto.js';
import type { Frequency } from '../../subscription/subscription.js';
import { COUNTED, SHOWN } from './preview.repository.js';

/** How far back one looks, in days. */
export const PREVIEW_DAYS = 90;

export class PreviewDto {
  @ApiProperty({ description: 'As in a subscription.' })
  @IsDefined({ message: 'filter must say what to deliver; {} means everything' })
  @ObjectOf(() => FilterDto)
  filter!: FilterDto;

  @Frequencies()
  frequency!: Frequency;

  @Zone()
  zone?: string | null;
}

class PreviewEventView {
  @ApiProperty({ description: 'What happened.', example: 'eu.lra-network.practice.published.v1' }) type!: string;
  @ApiProperty({ format: 'uuid', description: 'What it happened to.' }) subject!: string;
  @ApiProperty({ format: 'date-time', description: 'When it happened.' }) time!: Date;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    nullable: true,
    description: 'The title of a practice, by language.',
    example: { en: 'Language café in libraries' },
  })
  title!: Readonly<Record<string, string>> | null;
  @ApiProperty({ type: String, nullable: true, description: 'The name of a member.', example: 'City of Tampere' })
  name!: string | null;
}

export class PreviewView {
  @ApiProperty({ format: 'date-time', description: 'From when on events are counted.' }) since!: Date;
  @ApiProperty({ type: 'integer', example: 12, description: `Events that pass the filter, counted up to ${COUNTED}.` })
  events!: number;
  @ApiProperty({ type: 'integer', example: 4, description: 'Mails in which they would have come.' }) mails!: number;
  @ApiProperty({ type: [PreviewEventView], description: `What happened last, at most ${SHOWN} things, each once.` })
  latest!: readonly PreviewEventView[];
}
