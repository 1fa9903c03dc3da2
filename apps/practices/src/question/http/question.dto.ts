import { ApiProperty } from '@nestjs/swagger';
import { Equals, IsString, Matches, MaxLength } from 'class-validator';
import { IsMailAddress } from '#validation';
import type { Question } from '../question.js';

export class QuestionDto implements Question {
  @ApiProperty({ description: 'Who asks; told to the recipient.', example: 'Aino Virtanen, City of Tampere' })
  @IsString()
  @Matches(/\S/, { message: 'name must say who asks' })
  @MaxLength(200)
  name!: string;

  @ApiProperty({ description: 'Where the answer goes.', example: 'integration@city.example', maxLength: 254 })
  @IsMailAddress()
  email!: string;

  @ApiProperty({ description: 'Plain text.', example: 'How many volunteers does one evening take?' })
  @IsString()
  @Matches(/\S/, { message: 'question must not be blank' })
  @MaxLength(5000)
  question!: string;

  @ApiProperty({ enum: [true], description: 'The asker agrees that these data are passed on.' })
  @Equals(true, { message: 'consent must be true: without it the question may not be passed on' })
  consent!: boolean;
}

export class AskableView {
  @ApiProperty({ description: 'Whether the practice names somebody who can be reached by mail.' }) isOpen!: boolean;
}

export class QuestionAcceptedView {
  @ApiProperty({ enum: ['queued'], description: 'It is sent by mail within minutes.' }) state!: 'queued';
}
