import { SettingsOf } from '#config';
import { isLoopback } from '#outbound';

/** An OpenID Connect issuer, and this system's client there. */
export interface OidcSettings {
  /** Exactly as the issuer writes it, including a slash at its end. */
  readonly issuer: string;
  readonly clientId: string;
  /** Unset: a public client, which only PKCE protects. */
  readonly clientSecret: string | undefined;
  /** Whether addresses without `email_verified` count, because the issuer has verified all of them. */
  readonly trustEmail: boolean;
}

/** Where people sign in; unset: nowhere, or at the development issuer of the embedded form. */
export const oidcSettings = new SettingsOf((read): OidcSettings | undefined => {
  const [issuer, clientId] = [read.text('OIDC_ISSUER'), read.text('OIDC_CLIENT_ID')];
  const [clientSecret, trustEmail] = [read.text('OIDC_CLIENT_SECRET'), read.flag('OIDC_TRUST_EMAIL')];
  if (issuer === undefined) {
    if (clientId !== undefined || clientSecret !== undefined) read.problems.push('OIDC_CLIENT_ID needs OIDC_ISSUER');
    return undefined;
  }
  const address = URL.canParse(issuer) ? new URL(issuer) : undefined;
  const isSafe = address?.protocol === 'https:' || (address?.protocol === 'http:' && isLoopback(address.hostname));
  if (!isSafe) read.problems.push('OIDC_ISSUER must be an https:// address; http:// is allowed only on this machine');
  if (clientId === undefined) {
    read.problems.push('OIDC_ISSUER needs OIDC_CLIENT_ID');
    return undefined;
  }
  return { issuer, clientId, clientSecret, trustEmail };
});
