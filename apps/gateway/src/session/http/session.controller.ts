import { Controller, Get, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiConsumes, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Clock } from '#database';
import { Answer, Answers, Fails, IgnoreIdempotencyKey } from '#http';
import { Allow } from '#identity';
import { notFound, Problem } from '#problems';
import { Query, Req } from '#validation';
import { readForm } from '../../credential/http/client-credentials.js';
import { oauthProblem } from '../../credential/http/oauth-problem.js';
import type { EdgeRequest } from '../../credential/edge-request.js';
import { CompleteSignIn } from '../complete-sign-in/complete-sign-in.js';
import { EndSessions } from '../end-sessions/end-sessions.js';
import { csrfTokenOf, SessionCookies } from '../session-cookies.js';
import { SignIns } from '../sign-ins.js';
import { SignOut } from '../sign-out/sign-out.js';
import { SessionView, SignedOutView, SignInQuery } from './session.dto.js';

/** The target when the request names none. */
const LANDING = '/v1/me';

const noStore = { 'cache-control': 'no-store' };

const noSession = { 'not-found': 'There is no such session.' };
const notSetUp = { 'sign-in.not-set-up': 'Sign-in is not set up on this system.' };
const issuerAway = { 'sign-in.issuer-away': 'The issuer does not respond. Try again in a moment.' };

@ApiTags('session')
@Controller('v1/session')
export class SessionController {
  constructor(
    private readonly commands: CommandBus,
    private readonly signIns: SignIns,
    private readonly cookies: SessionCookies,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('any-credential')
  @ApiOperation({
    summary: 'The caller’s session as a person: its CSRF token and when it ends. Clients have none (404)',
  })
  @Fails(404, noSession)
  @Answers(200, SessionView)
  show(@Req() request: EdgeRequest): Answer {
    const { secret, expiresAt } = this.sessionOf(request);
    const view: SessionView = { csrfToken: csrfTokenOf(secret), expiresAt };
    return new Answer(view, noStore);
  }

  @Get('sign-in')
  @Allow('public')
  @ApiOperation({ summary: 'Sign in as a person: redirects the browser to the issuer (OpenID Connect)' })
  @Fails(404, notSetUp)
  @Fails(503, issuerAway)
  @Answers(302, undefined, 'Location')
  async signIn(@Query() { returnTo }: SignInQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<Answer> {
    const { address, begun } = await this.signIns.begin(returnTo ?? LANDING);
    this.cookies.setSignIn(reply, begun);
    return new Answer(undefined, { ...noStore, location: address }, 302);
  }

  @Get('callback')
  @Allow('public')
  @ApiOperation({
    summary: 'The issuer redirects the browser to this address; nobody else calls it',
    description: 'Unknown parameters from the issuer are ignored (RFC 6749, section 4.1.2).',
  })
  @ApiQuery({
    name: 'code',
    required: false,
    description: 'Code of the sign-in.',
    schema: { type: 'string', example: 'SplxlOBeZQQYbYS6WxSbIA' },
  })
  @ApiQuery({
    name: 'state',
    required: false,
    description: 'The state with which the sign-in began.',
    schema: { type: 'string', example: 'af0ifjsldkj' },
  })
  @ApiQuery({
    name: 'iss',
    required: false,
    description: 'The issuer.',
    schema: { type: 'string', example: 'https://issuer.example' },
  })
  @ApiQuery({
    name: 'error',
    required: false,
    description: 'Why the issuer refused.',
    schema: { type: 'string', example: 'access_denied' },
  })
  @Fails(401, {
    'sign-in.not-begun-here': 'This browser has not started this sign-in.',
    'sign-in.not-valid': 'What the issuer sent is invalid. Start again.',
  })
  @Fails(403, {
    'sign-in.denied': 'The issuer refused the sign-in.',
    'sign-in.not-invited': 'Nobody has invited you yet.',
    'sign-in.email-not-verified': 'The issuer has not verified your e-mail address.',
  })
  @Fails(404, notSetUp)
  @Fails(409, { 'sign-in.no-member-yet': 'There is no member yet for whom a demo person could act.' })
  @Fails(503, issuerAway)
  @Answers(302, undefined, 'Location')
  async callback(
    @Query() query: Record<string, unknown>,
    @Req() request: EdgeRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    const begun = this.cookies.signInOf(request, this.clock.now());
    if (!begun || query['state'] !== begun.state) {
      const detail =
        'This browser has not started this sign-in, or did so more than ten minutes ago. Start at /v1/session/sign-in.';
      throw new Problem('sign-in.not-begun-here', 401, detail);
    }
    this.cookies.clearSignIn(reply);
    const answer = request.url.slice(request.url.indexOf('?'));
    const { secret } = await this.commands.execute(new CompleteSignIn(answer, begun, this.cookies.sessionOf(request)));
    this.cookies.setSession(reply, secret);
    return new Answer(undefined, { ...noStore, location: begun.returnTo }, 302);
  }

  @Post('sign-out')
  @Allow('any-credential')
  @IgnoreIdempotencyKey()
  @ApiOperation({
    summary: 'End the caller’s session; the response says where to sign out at the issuer too. Clients have none (404)',
  })
  @Fails(404, noSession)
  @Answers(200, SignedOutView)
  async signOut(@Req() request: EdgeRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<Answer> {
    const { secret } = this.sessionOf(request);
    const issuerSignOut = await this.commands.execute(new SignOut(secret));
    this.cookies.clearSession(reply);
    const view: SignedOutView = { issuerSignOut: issuerSignOut ?? null };
    return new Answer(view, noStore);
  }

  @Post('back-channel-logout')
  @Allow('public')
  @IgnoreIdempotencyKey()
  @ApiOperation({
    summary: 'The issuer reports that somebody signed out there (OpenID Connect Back-Channel Logout 1.0)',
  })
  @ApiConsumes('application/x-www-form-urlencoded')
  @ApiBody({
    schema: {
      type: 'object',
      required: ['logout_token'],
      properties: { logout_token: { type: 'string', maxLength: 8000, description: 'Logout token (JWT).' } },
    },
  })
  @Fails(400, { 'oauth.invalid-request': 'Send the logout_token in a form.' })
  @Fails(404, notSetUp)
  @Fails(503, issuerAway)
  @Answers(200)
  async backChannelLogout(@Req() request: EdgeRequest): Promise<Answer> {
    const token = readForm(request).get('logout_token');
    if (token === undefined || token.length > 8_000) {
      throw oauthProblem('invalid_request', 400, 'Send the logout_token in a form.');
    }
    await this.commands.execute(new EndSessions(token));
    return new Answer(undefined, noStore);
  }

  private sessionOf(request: EdgeRequest): { secret: string; expiresAt: Date } {
    const secret = this.cookies.sessionOf(request);
    if (secret === undefined || request.caller?.principal.kind !== 'person') throw notFound('session');
    return { secret, expiresAt: request.caller.expiresAt };
  }
}
