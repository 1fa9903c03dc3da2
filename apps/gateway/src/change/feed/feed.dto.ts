import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { languages } from '#contracts';
import { OptionalProperty } from '#http';
import { AboutQuery } from '../http/change.dto.js';

export class FeedQuery extends AboutQuery {
  @OptionalProperty({ enum: languages, example: 'de', description: 'Language of the feed; English by default.' })
  @IsIn(languages)
  lang?: string;
}

class JsonFeedItem {
  @ApiProperty({ example: 'urn:uuid:01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11', description: 'Of the event.' }) id!: string;
  @ApiProperty({
    format: 'uri',
    description: 'Page of what it is about.',
    example: 'https://network.example/en/practices/01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11',
  })
  url!: string;
  @ApiProperty({ example: 'New: Language café', description: 'What has happened.' }) title!: string;
  @ApiProperty({ example: 'New: Language café', description: 'The same: the page tells the rest.' })
  content_text!: string;
  @ApiProperty({ format: 'date-time', description: 'When it happened.' }) date_published!: string;
  @ApiProperty({ type: [String], example: ['language-training', 'FI'], description: 'Themes and countries.' })
  tags!: readonly string[];
}

/** JSON Feed 1.1. */
export class JsonFeedView {
  @ApiProperty({ enum: ['https://jsonfeed.org/version/1.1'], description: 'Version of JSON Feed.' }) version!: string;
  @ApiProperty({ example: 'Practices of cities and regions', description: 'Name of the feed.' }) title!: string;
  @ApiProperty({ description: 'What it tells.', example: 'What is new in the registry.' }) description!: string;
  @ApiProperty({
    format: 'uri',
    description: 'Page of the practices.',
    example: 'https://network.example/en/practices',
  })
  home_page_url!: string;
  @ApiProperty({
    format: 'uri',
    description: 'Its own address.',
    example: 'https://network.example/v1/feeds/practices.json',
  })
  feed_url!: string;
  @ApiProperty({ example: 'en', description: 'Its language.' }) language!: string;
  @ApiProperty({ type: [JsonFeedItem], description: 'Newest first.' }) items!: readonly JsonFeedItem[];
}
