import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import { jwtVerify, type JWTPayload } from 'jose';
import type { Problem } from '#problems';
import { Credentials } from '../../credential/credentials.js';
import { oauthProblem } from '../../credential/http/oauth-problem.js';
import { Issuer } from '../../issuer/issuer.js';
import { SessionRepository } from '../session.repository.js';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

/** Seconds for which a logout token is valid after it was issued, even if the issuer states no expiry. */
const TOKEN_AGE_S = 120;

/**
 * Valid types of a logout token. Issuers that implement only the first draft of the standard send none, or that of any
 * JWT.
 */
const types = ['logout+jwt', 'application/logout+jwt', 'jwt'];

/** Algorithms with a public key: a signature with a shared secret proves nothing. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/** The person to sign out, or one of the person's sessions, and the id of the token. */
interface SignedOut {
  readonly sub?: string;
  readonly sid?: string;
  readonly jti: string;
}

/** The issuer has signed somebody out (OpenID Connect Back-Channel Logout 1.0). */
export class EndSessions extends Command<void> {
  constructor(readonly logoutToken: string) {
    super();
  }
}

@CommandHandler(EndSessions)
export class EndSessionsHandler extends Handler<EndSessions, SignedOut> {
  constructor(
    private readonly issuer: Issuer,
    private readonly sessions: SessionRepository,
    private readonly credentials: Credentials,
  ) {
    super();
  }

  /** @throws {Problem} 400 `oauth.invalid-request`, 404, 503 */
  protected override async prepare({ logoutToken: token }: EndSessions): Promise<SignedOut> {
    const { configuration, keys, settings } = await this.issuer.find();
    let payload: JWTPayload;
    let type: unknown;
    try {
      const verified = await jwtVerify(token, keys, {
        issuer: configuration.serverMetadata().issuer,
        audience: settings.clientId,
        algorithms,
        maxTokenAge: TOKEN_AGE_S,
        clockTolerance: 10,
        requiredClaims: ['iat', 'jti', 'events'],
        currentDate: this.clock.now(),
      });
      payload = verified.payload;
      type = verified.protectedHeader.typ ?? 'JWT';
    } catch (error) {
      throw isBadToken(error)
        ? refusal('It is not signed by the issuer, has expired, or is meant for another recipient.')
        : this.issuer.away(error);
    }
    if (!types.includes(String(type).toLowerCase())) throw refusal('Its type is that of another kind of token.');
    return sessionIn(payload);
  }

  protected async handle(_: EndSessions, tx: EntityManager, { sub, sid, jti }: SignedOut): Promise<void> {
    const keptUntil = new Date(this.clock.now().getTime() + 2 * TOKEN_AGE_S * 1000);
    const isNew = await this.sessions.noteLogoutToken(tx, jti, keptUntil);
    if (!isNew) throw refusal('It has been used before.');
    await this.sessions.endOf(tx, { subject: sub, issuerSession: sid });
    this.work.afterCommit(() => this.credentials.forget());
  }
}

/** The person whom the token names. @throws {Problem} 400 when it is no logout token although the issuer has signed it */
function sessionIn(payload: JWTPayload): SignedOut {
  const { sub, sid, jti, events, nonce } = payload;
  const event = typeof events === 'object' && events !== null ? (events as Record<string, unknown>)[EVENT] : undefined;
  if (typeof event !== 'object' || event === null || Array.isArray(event))
    throw refusal('It contains no logout event.');
  if (nonce !== undefined) throw refusal('It has a nonce: an identity token is not a logout token.');
  // No other token may be mistaken for one: whoever obtained it could sign people out.
  if (typeof jti !== 'string' || jti === '') throw refusal('Its jti is not a string.');
  if (sub !== undefined && typeof sub !== 'string') throw refusal('Its sub is not a string.');
  if (sid !== undefined && typeof sid !== 'string') throw refusal('Its sid is not a string.');
  if (sub === undefined && sid === undefined) throw refusal('It names neither a subject nor a session.');
  return { jti, ...(sub === undefined ? {} : { sub }), ...(sid === undefined ? {} : { sid }) };
}

const refusal = (why: string): Problem =>
  oauthProblem('invalid_request', 400, `This is not a valid logout token. ${why}`);

/** jose gives an invalid token an error code; any other error means that the key set could not be fetched. */
const isBadToken = (error: unknown): boolean =>
  /^ERR_(?:JWT|JWS|JOSE_ALG|JOSE_NOT_SUPPORTED|JWKS_NO_MATCHING|JWKS_MULTIPLE)/.test(
    String((error as { code?: unknown }).code),
  );
