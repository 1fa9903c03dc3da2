import { Injectable } from '@nestjs/common';
import {
  authorizationCodeGrant, AuthorizationResponseError, buildAuthorizationUrl, buildEndSessionUrl,
  calculatePKCECodeChallenge, ClientError, fetchUserInfo, randomNonce, randomPKCECodeVerifier, randomState,
  ResponseBodyError, type IDToken, type UserInfoResponse,
} from 'openid-client'; // prettier-ignore
import { Clock } from '#database';
import { Problem } from '#problems';
import { Issuer, type FoundIssuer } from '../issuer/issuer.js';
import { CALLBACK_PATH, PublicUrl } from '../issuer/public-url.js';
import type { BegunSignIn } from './session-cookies.js';

/** Longest display name that is stored, in characters. */
const NAME_LENGTH = 200;

/** What the issuer vouches for. */
export interface Vouched {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  /** The address; undefined unless the issuer has verified it. */
  readonly email: string | undefined;
  /** Claim `sid`: the issuer's session, which it can end here too. */
  readonly issuerSession: string | undefined;
}

/** Failures that mean that the browser's answer is invalid, not that the issuer is away. */
const refused = /^OAUTH_(?:INVALID_RESPONSE|JWT_|JSON_ATTRIBUTE_|KEY_SELECTION)/;

/** OpenID Connect, authorization code flow with PKCE, state and nonce (OpenID Connect Core 1.0, RFC 7636). */
@Injectable()
export class SignIns {
  constructor(
    private readonly issuer: Issuer,
    private readonly publicUrl: PublicUrl,
    private readonly clock: Clock,
  ) {}

  /** Where the browser signs in, and what it must keep until it returns. @throws {Problem} 404, 503 */
  async begin(returnTo: string): Promise<{ address: string; begun: BegunSignIn }> {
    const { configuration } = await this.issuer.find();
    const [state, nonce, codeVerifier] = [randomState(), randomNonce(), randomPKCECodeVerifier()];
    const address = buildAuthorizationUrl(configuration, {
      redirect_uri: this.publicUrl.get(CALLBACK_PATH),
      scope: 'openid profile email',
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    });
    return { address: address.href, begun: { state, nonce, codeVerifier, returnTo, at: this.clock.now().getTime() } };
  }

  /**
   * Exchanges the issuer's answer for its claims.
   * @throws {Problem} 401 `sign-in.not-valid`, 403 `sign-in.denied`, 503 `sign-in.issuer-away`
   */
  async complete(answer: string, { state, nonce, codeVerifier }: BegunSignIn): Promise<Vouched> {
    const found = await this.issuer.find();
    const { configuration, settings } = found;
    try {
      const tokens = await authorizationCodeGrant(configuration, new URL(this.publicUrl.get(CALLBACK_PATH + answer)), {
        pkceCodeVerifier: codeVerifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      const claims = tokens.claims()!;
      const told = await this.tellMore(found, claims, tokens.access_token);
      const { sid } = claims;
      return {
        issuer: this.issuer.name!,
        subject: claims.sub,
        name: nameIn(told),
        email: emailIn(told, settings.trustEmail),
        issuerSession: typeof sid === 'string' ? sid : undefined,
      };
    } catch (error) {
      throw this.asProblem(error);
    }
  }

  /** Where the browser signs out at the issuer too; undefined when the issuer has no such address or is away. */
  async signOutAddress(): Promise<string | undefined> {
    const { configuration } = await this.issuer.find();
    if (configuration.serverMetadata().end_session_endpoint === undefined) return undefined;
    return buildEndSessionUrl(configuration, { post_logout_redirect_uri: this.publicUrl.get('/') }).href;
  }

  /**
   * Issuers put the address into the identity token or return it only at their own endpoint (OpenID Connect Core, 5.4).
   */
  private async tellMore(
    { configuration }: FoundIssuer,
    claims: IDToken,
    accessToken: string,
  ): Promise<IDToken | UserInfoResponse> {
    const isComplete = ['email', 'email_verified', 'name'].every((claim) => claims[claim] !== undefined);
    if (isComplete || configuration.serverMetadata().userinfo_endpoint === undefined) return claims;
    return { ...claims, ...(await fetchUserInfo(configuration, accessToken, claims.sub)) };
  }

  private asProblem(error: unknown): Problem {
    if (error instanceof AuthorizationResponseError) {
      return new Problem(
        'sign-in.denied',
        403,
        'The issuer did not sign you in. Start again, or ask whoever runs the issuer.',
      );
    }
    const isRefused =
      (error instanceof ResponseBodyError && error.status < 500 && error.error === 'invalid_grant') ||
      (error instanceof ClientError && refused.test(error.code ?? ''));
    if (!isRefused) return this.issuer.away(error);
    const detail = 'The issuer’s response does not belong to the sign-in that this browser started. Start again.';
    return new Problem('sign-in.not-valid', 401, detail);
  }
}

function nameIn({ name, given_name, family_name, preferred_username }: Partial<Record<string, unknown>>): string {
  const parts = [given_name, family_name].filter((part) => typeof part === 'string').join(' ');
  const told = [name, parts, preferred_username].filter((text) => typeof text === 'string');
  const storable = told.map((text) => text.replace(/[\p{C}\s]+/gu, ' ').trim()).find((text) => text !== '');
  return storable?.slice(0, NAME_LENGTH).toWellFormed() ?? 'Person';
}

function emailIn({ email, email_verified }: Partial<Record<string, unknown>>, isTrusted: boolean): string | undefined {
  // Some issuers write the claim as text.
  const isVerified = email_verified === true || email_verified === 'true' || (email_verified == null && isTrusted);
  return typeof email === 'string' && email.length <= 254 && isVerified ? email : undefined;
}
