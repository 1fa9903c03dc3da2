import { Problem } from '#problems';

/** Codes of RFC 6749, section 5.2, that this endpoint uses. */
type OAuthError = 'invalid_request' | 'invalid_client' | 'unsupported_grant_type' | 'invalid_scope';

/** A problem document that OAuth libraries can read too: `error` as in RFC 6749, `code` as `oauth.invalid-client`. */
export const oauthProblem = (
  error: OAuthError,
  status: number,
  detail: string,
  headers: Record<string, string> = {},
): Problem =>
  new Problem(`oauth.${error.replaceAll('_', '-')}`, status, detail, {
    headers: { 'cache-control': 'no-store', ...headers },
    members: { error, error_description: detail },
  });

export const invalidClient = (scheme: 'basic' | 'form'): Problem =>
  oauthProblem(
    'invalid_client',
    401,
    'The client id and secret do not match, or the client is no longer valid.',
    scheme === 'basic' ? { 'www-authenticate': 'Basic realm="clients"' } : {},
  );

export const invalidScope = (own: readonly string[]): Problem =>
  oauthProblem('invalid_scope', 400, `The roles of this client are: ${own.join(' ')}.`);
