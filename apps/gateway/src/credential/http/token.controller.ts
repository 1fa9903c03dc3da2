import { Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiConsumes, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { addressKey, Answer, Answers, Fails, IgnoreIdempotencyKey } from '#http';
import { Allow } from '#identity';
import { Req } from '#validation';
import { IssueToken, TOKEN_LIFETIME_S } from '../issue-token/issue-token.js';
import { readClientCredentials, readForm } from './client-credentials.js';
import { oauthProblem } from './oauth-problem.js';

export const TOKEN_PATH = 'v1/oauth/token';

export class TokenView {
  @ApiProperty({ description: 'Opaque; sent as `Authorization: Bearer …`.', example: 'kW3pQn8…' })
  access_token!: string;
  @ApiProperty({ description: 'How to send it.', enum: ['Bearer'] }) token_type!: string;
  @ApiProperty({ description: 'Seconds.', example: TOKEN_LIFETIME_S }) expires_in!: number;
  @ApiProperty({ example: 'member-editor', description: 'Roles of the client, separated by spaces.' }) scope!: string;
}

@ApiTags('credentials')
@Controller()
export class TokenController {
  constructor(private readonly commands: CommandBus) {}

  @Post(TOKEN_PATH)
  @Allow('public')
  @IgnoreIdempotencyKey()
  @Fails(400, {
    'oauth.invalid-request': 'grant_type is missing: send client_credentials.',
    'oauth.unsupported-grant-type': 'The only supported grant_type is client_credentials.',
    'oauth.invalid-scope': 'The roles of this client are: member-editor.',
  })
  @Fails(401, { 'oauth.invalid-client': 'The client id and secret do not match, or the client is no longer valid.' })
  @ApiOperation({
    summary: 'Exchange a client secret for an access token (OAuth 2 client credentials)',
    description:
      'The client sends its credentials in the form or by HTTP Basic, both parts form-encoded (RFC 6749, 2.3.1).',
  })
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['grant_type'],
      properties: {
        grant_type: {
          type: 'string',
          enum: ['client_credentials'],
          description: 'How the client authenticates itself.',
        },
        client_id: { type: 'string', maxLength: 200, description: 'Unless sent by HTTP Basic.' },
        client_secret: { type: 'string', format: 'password', description: 'Unless sent by HTTP Basic.' },
        scope: {
          type: 'string',
          description: 'Roles, separated by spaces; the token always has all roles of the client.',
        },
      },
    },
  })
  @Answers(200, TokenView)
  async issue(@Req() request: FastifyRequest): Promise<Answer> {
    const form = readForm(request);
    const credentials = readClientCredentials(request, form);
    const grantType = form.get('grant_type');
    if (grantType === undefined)
      throw oauthProblem('invalid_request', 400, 'grant_type is missing: send client_credentials.');
    if (grantType !== 'client_credentials') {
      throw oauthProblem('unsupported_grant_type', 400, 'The only supported grant_type is client_credentials.');
    }
    const scope = form.get('scope')?.split(' ').filter(Boolean) ?? [];
    const { token, client } = await this.commands.execute(new IssueToken(credentials, scope, addressKey(request.ip)));
    const view: TokenView = {
      access_token: token,
      token_type: 'Bearer',
      expires_in: TOKEN_LIFETIME_S,
      scope: client.roles.join(' '),
    };
    return new Answer(view, { 'cache-control': 'no-store', pragma: 'no-cache' });
  }
}
