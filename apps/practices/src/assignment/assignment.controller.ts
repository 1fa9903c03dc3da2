import { Controller, Get, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer, Answers, Fails, IdParams, Writes, type Writing } from '#http';
import { Allow, By, hasRole, type Principal } from '#identity';
import { Body, Param } from '#validation';
import { Readable, withdrawn } from '../practice/http/practice-failures.js';
import { capacitiesToRead } from '../practice/practice.access.js';
import { PracticeRepository } from '../practice/practice.repository.js';
import { AssignTask } from './assign-task.js';
import { AssignmentDto, AssignmentListView } from './assignment.dto.js';
import { AssignmentRepository } from './assignment.repository.js';

/** Who looks after a practice, who assesses it, and by when. */
@ApiTags('practices')
@Controller('v1/practices/:id')
export class AssignmentController {
  constructor(
    private readonly commands: CommandBus,
    private readonly practices: PracticeRepository,
    private readonly assignments: AssignmentRepository,
  ) {}

  @Post('assignment')
  @Allow('steering')
  @ApiOperation({ summary: 'Assign a person to look after a practice or to assess it, or end the task' })
  @Fails(409, {
    'practice.state': 'The practice is withdrawn.',
    'practice.too-many-tasks': 'A practice may have at most 20 tasks. End one first.',
  })
  @Fails(410, withdrawn)
  @Fails(422, {
    'request.not-valid': '/assigneeId: Nobody with this id has rights here. Use the `id` from their `GET /v1/me`.',
  })
  @Answers(200, AssignmentListView, 'ETag')
  async assign(
    @Param() { id }: IdParams,
    @Body() { task, assigneeId, dueOn, ended }: AssignmentDto,
    @Writes({ optional: true }) writing: Writing,
  ): Promise<Answer> {
    const assignment = {
      task,
      assigneeId: assigneeId === 'me' ? writing.by.id : assigneeId.toLowerCase(),
      dueOn: dueOn ?? null,
      ended: ended ?? false,
    };
    const { revision } = await this.commands.execute(new AssignTask(id, assignment, writing));
    return Answer.of({ items: await this.assignments.of(id, undefined) }, revision);
  }

  @Get('assignments')
  @Allow('steering', 'reviewer')
  @ApiOperation({ summary: 'List the tasks on a practice; a reviewer sees their own' })
  @Readable()
  @Answers(200, AssignmentListView)
  async list(@Param() { id }: IdParams, @By() by: Principal): Promise<AssignmentListView> {
    capacitiesToRead(await this.practices.get(id), by);
    return { items: await this.assignments.of(id, hasRole(by, 'steering') ? undefined : by.id) };
  }
}
