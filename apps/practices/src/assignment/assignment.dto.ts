import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsString, Matches } from 'class-validator';
import { IsDay, OneOf, OptionalProperty } from '#http';
import { assignmentTasks, type AssignmentTask, type PresentAssignment } from './assignment.js';

export class AssignmentDto {
  @OneOf(assignmentTasks, {
    description:
      '`edit`: look after the submission (one editor); `assess`: judge the published practice (several reviewers).',
  })
  task!: AssignmentTask;

  @ApiProperty({
    description: '`id` from their `GET /v1/me`, or `me`. Must have the role steering to `edit`, reviewer to `assess`.',
    example: 'me',
    maxLength: 100,
  })
  @IsString()
  @Matches(/^[\x21-\x7e]{1,100}$/, { message: 'assigneeId must be the id of a principal, or me' })
  assigneeId!: string;

  @OptionalProperty({ description: 'Due date; not before today in Brussels.', example: '2027-03-31' })
  @IsDay()
  dueOn?: string | null;

  @OptionalProperty({ description: 'Whether to end the task.' })
  @IsBoolean()
  ended?: boolean | null;
}

export class AssignmentView implements PresentAssignment {
  @ApiProperty({ enum: assignmentTasks, description: 'The task.' }) task!: AssignmentTask;
  @ApiProperty({ description: 'Id of the principal.', example: '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11' })
  assigneeId!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Due date.' }) dueOn!: string | null;
  @ApiProperty({ type: String, format: 'date-time', description: 'Since when.' }) assignedAt!: Date;
}

export class AssignmentListView {
  @ApiProperty({ type: AssignmentView, isArray: true }) items!: AssignmentView[];
}
