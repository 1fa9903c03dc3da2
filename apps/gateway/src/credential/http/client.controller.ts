import { Controller, Delete, Get, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Answer, Answers, AnswersPage, Fails, IgnoreIdempotencyKey, pageAnswer, PageQuery } from '#http';
import { Allow, By, hasRole, own, ownMemberOf, type Principal } from '#identity';
import { Body, Param, Query } from '#validation';
import { ClientRepository } from '../client.repository.js';
import { DeleteClient } from '../delete-client/delete-client.js';
import { MakeClient } from '../make-client/make-client.js';
import { RotateClient } from '../rotate-client/rotate-client.js';
import { ClientDto, ClientParams, ClientView, NewSecretView, toClientView } from './client.dto.js';

const beyondOwnRights = { 'client.beyond-own-rights': 'This client has more rights than you; ask the operator.' };

/** No cache may store an answer with a secret. */
const noStore = { 'cache-control': 'no-store' };

@ApiTags('credentials')
@Controller('v1/clients')
@Allow('admin', own('member-editor'))
export class ClientController {
  constructor(
    private readonly commands: CommandBus,
    private readonly clients: ClientRepository,
  ) {}

  @Post()
  @IgnoreIdempotencyKey()
  @Fails(403, {
    'client.role-not-yours': 'You may only create clients with the role member-editor.',
    'client.grant-not-yours': 'Only the operator gives grants.',
    'client.other-member': 'You may only create clients of your own member.',
  })
  @ApiOperation({ summary: 'Create a client; a member-editor may create member-editor clients of their own member' })
  @Answers(201, NewSecretView)
  async make(@Body() body: ClientDto, @By() by: Principal): Promise<Answer> {
    const { name, roles, memberId = null, affiliation = null, grants } = body;
    const wanted = { roles, memberId, affiliation, grants: grants ?? [] };
    const { client, secret } = await this.commands.execute(new MakeClient(name, wanted, by));
    return new Answer({ clientId: client.clientId, clientSecret: secret }, noStore);
  }

  @Get()
  @ApiOperation({ summary: 'List clients, oldest first; a member-editor sees those of their own member' })
  @AnswersPage(ClientView)
  list(@Query() query: PageQuery, @By() by: Principal): Promise<Answer> {
    const memberId = hasRole(by, 'admin') ? undefined : ownMemberOf(by);
    return pageAnswer('/v1/clients', query, this.clients.list(memberId), toClientView);
  }

  @Post(':id/rotation')
  @IgnoreIdempotencyKey()
  @Fails(403, beyondOwnRights)
  @ApiOperation({ summary: 'Issue a new secret; the old one and all tokens become invalid at once' })
  @Answers(200, NewSecretView)
  async rotate(@Param() { id }: ClientParams, @By() by: Principal): Promise<Answer> {
    const { client, secret } = await this.commands.execute(new RotateClient(id, by));
    return new Answer({ clientId: client.clientId, clientSecret: secret }, noStore);
  }

  @Delete(':id')
  @Fails(403, beyondOwnRights)
  @ApiOperation({ summary: 'Delete a client; its secret and all tokens become invalid at once' })
  @Answers(204)
  async delete(@Param() { id }: ClientParams, @By() by: Principal): Promise<void> {
    await this.commands.execute(new DeleteClient(id, by));
  }
}
