import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWTHeaderParameters } from 'jose';
import { createMemoryAdapter } from 'oidc-provider/lib/adapters/memory_adapter.js';
import { Provider } from 'oidc-provider/lib/provider.js';
import { Browser, type Visited } from '#testing';

export const CLIENT_ID = 'gateway under test';
export const CLIENT_SECRET = 'secret of the gateway under test';

/** A person as the issuer knows them; absent claims are not sent. */
export interface Account {
  readonly name?: string;
  readonly email?: string;
  readonly email_verified?: boolean | string;
}

/** A real issuer on a free port. It signs in whoever the path of its page names. */
export async function testIssuer(port = 0) {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const accounts = new Map<string, Account>();
  return {
    url,
    accounts,
    /** Answers from now on, for a gateway at this address. */
    serve(gatewayUrl: string, options: { emailInToken?: boolean } = {}): Promise<void> {
      return serve({ url, server, privateKey, accounts, gatewayUrl, emailInToken: options.emailInToken ?? false });
    },
    /** A token with the issuer's own signature, whatever its content. */
    sign: (claims: Record<string, unknown>, header: Partial<JWTHeaderParameters> = {}) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: KEY_ID, ...header }).sign(privateKey),
    /** Signs a person in, from the gateway's start of the sign-in to wherever the browser arrives. */
    async signIn(browser: Browser, start: string, subject: string): Promise<Visited> {
      const page = await browser.follow('GET', start);
      if (!page.url.startsWith(`${url}/people/`)) return page; // the issuer knows the browser already
      return browser.follow('POST', `${page.url}/${subject}`);
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export type TestIssuer = Awaited<ReturnType<typeof testIssuer>>;

const KEY_ID = 'test key';

interface Served {
  readonly url: string;
  readonly server: ReturnType<typeof createServer>;
  readonly privateKey: CryptoKey;
  readonly accounts: ReadonlyMap<string, Account>;
  readonly gatewayUrl: string;
  readonly emailInToken: boolean;
}

async function serve({ url, server, privateKey, accounts, gatewayUrl, emailInToken }: Served): Promise<void> {
  const provider = new Provider(url, {
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: KEY_ID, alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['only for tests'] },
    adapter: createMemoryAdapter(),
    clients: [
      {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        token_endpoint_auth_method: 'client_secret_post',
        redirect_uris: [`${gatewayUrl}/v1/session/callback`],
        post_logout_redirect_uris: [`${gatewayUrl}/`],
        backchannel_logout_uri: `${gatewayUrl}/v1/session/back-channel-logout`,
        backchannel_logout_session_required: true,
      },
    ],
    claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: !emailInToken,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
    interactions: { url: (_ctx, { uid }) => `/people/${uid}` },
    ttl: { AccessToken: 300, AuthorizationCode: 60, Grant: 3_600, IdToken: 300, Interaction: 600, Session: 3_600 },
    findAccount: (_ctx, id) => {
      const account = accounts.get(id);
      return account && { accountId: id, claims: () => ({ sub: id, ...account }) };
    },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId! });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
    fetch: (address, options) => fetch(address, { ...options, dispatcher: undefined } as RequestInit),
  });
  const answer = provider.callback();
  server.removeAllListeners('request').on('request', (request, response) => {
    const [, page, subject] = /^\/people\/[\w-]+(\/(.*))?$/.exec(request.url ?? '') ?? [];
    const isPage = request.url?.startsWith('/people/');
    if (page !== undefined && subject !== undefined) {
      void provider.interactionFinished(request, response, { login: { accountId: decodeURIComponent(subject) } });
    } else if (isPage) response.end('Who are you?');
    else void answer(request, response);
  });
}
