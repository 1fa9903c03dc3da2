import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';
import { OneOf, OptionalProperty } from '#http';
import { IsMailAddress } from '#validation';
import { feedbackTopics, type Feedback } from './feedback.js';

export class FeedbackDto implements Feedback {
  @OneOf(feedbackTopics, { description: 'What it is about.', example: 'accessibility' })
  about!: Feedback['about'];

  @ApiProperty({ description: 'Plain text.', example: 'The map cannot be read at 400 %.' })
  @IsString()
  @Matches(/\S/, { message: 'message must not be blank' })
  @MaxLength(5000)
  message!: string;

  @OptionalProperty({ description: 'Address of the page.', example: 'https://network.example/en/figures' })
  @IsString()
  @MaxLength(2000)
  page?: string | null;

  @OptionalProperty({ description: 'Where an answer goes.', example: 'aino@city.example', maxLength: 254 })
  @IsMailAddress()
  email?: string | null;
}

export class FeedbackOpenView {
  @ApiProperty({ description: 'Whether somebody reads what is sent.' }) isOpen!: boolean;
}

export class FeedbackAcceptedView {
  @ApiProperty({ enum: ['queued'], description: 'It is sent by mail within minutes.' }) state!: 'queued';
}
