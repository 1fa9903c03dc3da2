import { Controller, Delete, Get } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Clock, type Seek } from '#database';
import { type Answer, Answers, AnswersPage, Fails, IdParams, pageAnswer } from '#http';
import { Allow, By, own, type Principal } from '#identity';
import { Param, Query } from '#validation';
import { ErasePerson } from '../erase-person/erase-person.js';
import { InvitationRepository } from '../invitation.repository.js';
import { PersonRepository } from '../person.repository.js';
import { seenBy } from './invitation.controller.js';
import { PersonQuery, PersonView, toPersonView } from './person.dto.js';

@ApiTags('people')
@Controller('v1/persons')
export class PersonController {
  constructor(
    private readonly commands: CommandBus,
    private readonly persons: PersonRepository,
    private readonly invitations: InvitationRepository,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('admin', own('steering'), own('member-editor'))
  @ApiOperation({
    summary:
      'List persons who have signed in: an administrator sees all, others those they invited and those of their own member',
  })
  @AnswersPage(PersonView)
  list(@Query() query: PersonQuery, @By() by: Principal): Promise<Answer> {
    const persons = this.persons.list(seenBy(by), query.id);
    const read = async (seek: Seek, most: number) => {
      const rows = await persons.read(seek, most);
      const ids = rows.map(({ id }) => id);
      const held = await this.invitations.heldBy(ids, this.clock.now());
      return rows.map((person) => toPersonView(person, held));
    };
    return pageAnswer('/v1/persons', query, { read, count: () => persons.count() }, (view) => view);
  }

  @Delete(':id')
  @Allow('admin', own('any-credential'))
  @ApiOperation({
    summary: 'Erase a person with all their rights and sessions',
    description:
      'Everyone may erase themselves (`id` of `GET /v1/me`), an administrator anyone, and others those whom they may invite.',
  })
  @Fails(403, { 'person.beyond-own-rights': 'This person has rights that you may not give; ask the operator.' })
  @Answers(204)
  async erase(@Param() { id }: IdParams, @By() by: Principal): Promise<void> {
    await this.commands.execute(new ErasePerson(id, by));
  }
}
