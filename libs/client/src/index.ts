import createClient, { type Client } from 'openapi-fetch';
import type { components, paths } from './schema.js';

export type { components, operations, paths } from './schema.js';

/** Shape of a thing that the API sends or accepts, by its name in the document: `Shape<'PracticeView'>`. */
export type Shape<Name extends keyof components['schemas']> = components['schemas'][Name];

/** What went wrong (RFC 9457); `code` is stable. */
export type Problem = Shape<'Problem'>;

/** Every call of the API by its path; answers are `{ data }` or `{ error }`, the latter a {@link Problem}. */
export type NetworkClient = Client<paths>;

/** Credential of an API client, from `POST /v1/clients` or an activation. */
export interface Credential {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Seconds before its expiry at which a token is no longer used: a call must not outlive it on the way. */
const SPARE_S = 30;

/**
 * A client of the network at `url`. With a credential it gets tokens as it needs them.
 *
 * @throws {Error} (in a call) when the credential is refused, with the reason; every other failure is in the answer
 */
export function networkClient(url: string, credential?: Credential): NetworkClient {
  const client = createClient<paths>({ baseUrl: url });
  if (!credential) return client;
  const token = tokens(createClient<paths>({ baseUrl: url }), credential);
  client.use({
    async onRequest({ request }) {
      request.headers.set('authorization', `Bearer ${await token()}`);
      return request;
    },
  });
  return client;
}

/** The present token, or a new one shortly before it expires. Concurrent calls wait for the same one. */
function tokens(client: NetworkClient, { clientId, clientSecret }: Credential): () => Promise<string> {
  let held: { readonly token: Promise<string>; until: number } | undefined;
  const ask = async (): Promise<string> => {
    const { data, error } = await client.POST('/v1/oauth/token', {
      body: { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      bodySerializer: (form) => new URLSearchParams(form as Record<string, string>),
    });
    if (!data) throw new Error(`No token: ${error.detail}`);
    if (held) held.until = Date.now() + (data.expires_in - SPARE_S) * 1000;
    return data.access_token;
  };
  return () => {
    if (!held || Date.now() > held.until) {
      const asked = { token: ask(), until: Number.MAX_SAFE_INTEGER };
      held = asked;
      // A failure is not cached: the next call asks again.
      asked.token.catch(() => {
        if (held === asked) held = undefined;
      });
    }
    return held.token;
  };
}
