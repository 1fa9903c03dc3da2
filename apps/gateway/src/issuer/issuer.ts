import { Inject, Injectable, Logger } from '@nestjs/common';
import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import {
  allowInsecureRequests, ClientSecretPost, discovery, enableNonRepudiationChecks, None, type Configuration,
} from 'openid-client'; // prettier-ignore
import { Problem } from '#problems';
import type { Rights } from '../rights/rights.js';
import type { OidcSettings } from '#app';

/** Longest wait for one answer of the issuer, in seconds. */
const ANSWER_WITHIN_S = 5;

/** New keys of the issuer are fetched at most this often, in milliseconds, even if tokens name unknown ones. */
const KEY_COOL_DOWN_MS = 5_000;

/** Where people sign in, whichever issuer that is. */
export interface IssuerSource {
  /** The name under which persons are stored. Persons of another issuer are unknown. */
  readonly name: string;
  /** The settings for calling it; may take a while the first time. */
  find(): Promise<OidcSettings>;
  /** Rights that a person has there without an invitation: the demo people. */
  rightsOf?(email: string, memberId: string | undefined): Rights | undefined;
}

export const ISSUER_SOURCE = Symbol('issuer source');

/** What was discovered about the issuer. */
export interface FoundIssuer {
  readonly configuration: Configuration;
  /** Keys that check its signatures. */
  readonly keys: JWTVerifyGetKey;
  readonly settings: OidcSettings;
}

/** The OpenID Connect issuer. Its metadata are fetched at the first sign-in: this system starts without it too. */
@Injectable()
export class Issuer {
  private readonly log = new Logger(Issuer.name);
  private found: Promise<FoundIssuer> | undefined;

  constructor(@Inject(ISSUER_SOURCE) private readonly source: IssuerSource | undefined) {}

  get name(): string | undefined {
    return this.source?.name;
  }

  /** @throws {Problem} 404 when none is set up; 503 when it does not answer */
  async find(): Promise<FoundIssuer> {
    const source = this.source;
    if (!source) {
      const detail = 'No issuer for sign-in is set up on this system; the operator can set OIDC_ISSUER.';
      throw new Problem('sign-in.not-set-up', 404, detail);
    }
    this.found ??= this.discover(source);
    const found = this.found;
    try {
      return await found;
    } catch (error) {
      if (this.found === found) this.found = undefined; // fetched again next time
      throw this.away(error);
    }
  }

  /** What a person may do here without an invitation. */
  rightsOf(email: string, memberId: string | undefined): Rights | undefined {
    return this.source?.rightsOf?.(email, memberId);
  }

  /** 503, with the reason in the log. */
  away(error: unknown): Problem {
    this.log.warn('The issuer of sign-ins sent an invalid response.', error);
    const detail = 'The issuer at which people sign in does not respond. Try again in a moment.';
    return new Problem('sign-in.issuer-away', 503, detail, { headers: { 'retry-after': '5' } });
  }

  private async discover(source: IssuerSource): Promise<FoundIssuer> {
    const settings = await source.find();
    const address = new URL(settings.issuer);
    const { clientId, clientSecret } = settings;
    const authentication = clientSecret === undefined ? None() : ClientSecretPost(clientSecret);
    const configuration = await discovery(address, clientId, clientSecret, authentication, {
      timeout: ANSWER_WITHIN_S,
      // The settings allow http only on this machine. Signatures are checked although TLS also proves their origin.
      execute: [enableNonRepudiationChecks, ...(address.protocol === 'http:' ? [allowInsecureRequests] : [])],
    });
    const { jwks_uri } = configuration.serverMetadata();
    if (jwks_uri === undefined) throw new Error('The issuer names no keys (jwks_uri).');
    const keys = createRemoteJWKSet(new URL(jwks_uri), { cooldownDuration: KEY_COOL_DOWN_MS });
    return { configuration, keys, settings };
  }
}
