import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type Answer, AnswersPage, pageAnswer } from '#http';
import { Allow, By, hasRole, own, ownMemberOf, type Principal } from '#identity';
import { Query } from '#validation';
import { PrincipalNameQuery, PrincipalNameView } from './principal-names.dto.js';
import { PrincipalNames } from './principal-names.js';

@ApiTags('people')
@Controller('v1/principals')
export class PrincipalNamesController {
  constructor(private readonly names: PrincipalNames) {}

  @Get()
  @Allow('admin', 'steering', own('member-editor'))
  @ApiOperation({
    summary:
      'List the names of persons and clients: the operator and the steering committee see all, others those of their own member',
    description:
      'Tells who is meant by the ids of histories and tasks (`id`), and to whom work can be assigned (`role`). ' +
      'A client that was deleted keeps its name; a person who was erased is not listed.',
  })
  @AnswersPage(PrincipalNameView)
  list(@Query() query: PrincipalNameQuery, @By() by: Principal): Promise<Answer> {
    const memberId = hasRole(by, 'admin', 'steering') ? undefined : ownMemberOf(by);
    return pageAnswer('/v1/principals', query, this.names.list(memberId, query), (one) => one);
  }
}
