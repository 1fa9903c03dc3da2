import { Controller, Get, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiConsumes, ApiCreatedResponse, ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath,
} from '@nestjs/swagger'; // prettier-ignore
import type { FastifyReply, FastifyRequest } from 'fastify';
import { addressKey, Answer, asProblem, Fails, FailsAlsoAs, IgnoreIdempotencyKey, ReadsBody } from '#http';
import { Allow } from '#identity';
import { Problem } from '#problems';
import { Param, Req } from '#validation';
import { Attempts, type Standing } from '../../attempt/attempts.js';
import { NewSecretView } from '../../credential/http/client.dto.js';
import { ActivateMember } from '../activate-member/activate-member.js';
import { ActivationLinks, usedLink, type ActivationLink } from '../activation-links.js';
import { ActivationRepository } from '../activation.repository.js';
import { HandOver } from '../hand-over.js';
import { ActivationDto, activationIn, ActivationParams, isForm } from './activation.dto.js';
import { clientPage, offerPage, refusalPage, secretHeaders } from './activation.page.js';

const html = { 'text/html': { schema: { type: 'string' } } };

/** The link in the mail to a new member: a page for people, JSON for programs (docs/adr/0006-activation.md). */
@ApiTags('credentials')
@ApiExtraModels(NewSecretView)
@Fails(404, { 'activation.unknown': 'This link does not exist. Copy the whole link from the mail.' })
@Fails(409, { 'activation.member-not-active': 'The membership is suspended.' })
@Fails(410, {
  'activation.used': 'This link has been used.',
  'activation.expired': 'This link has expired or was replaced by a newer one. Ask the secretariat for a new one.',
})
@Controller('v1/activations')
@Allow('public')
export class ActivationController {
  constructor(
    private readonly commands: CommandBus,
    private readonly links: ActivationLinks,
    private readonly activations: ActivationRepository,
    private readonly handOver: HandOver,
    private readonly attempts: Attempts,
  ) {}

  @Get(':token')
  @ApiOperation({
    summary: 'Page on which a new member creates its first client',
    description: 'Does not use up the link, so programs that check the links in mails may follow it.',
  })
  @FailsAlsoAs('text/html')
  @ApiOkResponse({ description: 'A page with a form.', content: html })
  async show(@Param() { token }: ActivationParams, @Req() request: FastifyRequest): Promise<Answer> {
    try {
      return offerPage((await this.usable(token, request)).memberName);
    } catch (error) {
      const problem = withSecretHeaders(error);
      if (!request.headers.accept?.includes('text/html')) throw problem;
      return refusalPage(problem);
    }
  }

  @Post(':token')
  @IgnoreIdempotencyKey()
  @ApiOperation({
    summary: 'Create the first client of a new member (once only)',
    description:
      'The client has the role member-editor for that member and no grants. Only this response contains its secret. If the page sends its form, the response is a page.',
  })
  @FailsAlsoAs('text/html')
  @ApiConsumes('application/json', 'application/x-www-form-urlencoded')
  @ReadsBody(ActivationDto)
  @ApiCreatedResponse({
    description: 'The client with its secret, which is shown only once.',
    content: { 'application/json': { schema: { $ref: getSchemaPath(NewSecretView) } }, ...html },
  })
  async activate(
    @Param() { token }: ActivationParams,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    let link: ActivationLink | undefined;
    try {
      link = await this.usable(token, request);
      const { clientName } = activationIn(request);
      const { client, secret } = await this.commands.execute(new ActivateMember(link, clientName));
      this.handOver.onSent(reply.raw, client.clientId, token);
      if (isForm(request)) return clientPage(client.clientId, secret);
      return new Answer({ clientId: client.clientId, clientSecret: secret }, secretHeaders);
    } catch (error) {
      const problem = withSecretHeaders(error);
      if (!isForm(request)) throw problem;
      return link && problem.status === 422 ? offerPage(link.memberName, problem) : refusalPage(problem);
    }
  }

  /** @throws {Problem} 404, 409, 410, 429 or 503 */
  private async usable(token: string, request: FastifyRequest): Promise<ActivationLink> {
    const attempt = { kind: 'activation' as const, account: token, address: addressKey(request.ip) };
    const standing = await this.attempts.assertMayTry(attempt);
    try {
      const link = await this.links.lookUp(token);
      if (!(await this.activations.isHandedOver(link.clientId))) return link;
      await this.links.markUsed(token); // it was away when it should have been told
      throw usedLink();
    } catch (error) {
      await this.countRefusal(error, standing);
      throw error;
    }
  }

  /** A secret that was never in a mail is a guess: it counts for the address alone, since there is no account. */
  private async countRefusal(error: unknown, standing: Standing): Promise<void> {
    if (!(error instanceof Problem)) return;
    const { attempt } = standing;
    if (error.status === 404) await this.attempts.failed({ ...standing, attempt: { ...attempt, account: undefined } });
    if (error.status === 410) await this.attempts.failed(standing);
  }
}

function withSecretHeaders(error: unknown): Problem {
  const { code, status, detail, more } = asProblem(error);
  return new Problem(code, status, detail, { ...more, headers: { ...more.headers, ...secretHeaders } });
}
