import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OnModuleDestroy } from '@nestjs/common';
import { exportJWK, generateKeyPair } from 'jose';
import type Provider from 'oidc-provider';
import type { OidcSettings } from '#app';
import type { Rights } from '../rights/rights.js';
import { newSecret } from '../secret.js';
import { demoPeople } from './demo-people.js';
import type { IssuerSource } from './issuer.js';
import { isLocalHost } from './local-host.js';
import { CALLBACK_PATH, type PublicUrl } from './public-url.js';

/** Persons of this issuer are stored under this name, whatever its port: under any other issuer they have no rights. */
export const DEVELOPMENT_ISSUER = 'urn:lra-network:development-issuer';

const CLIENT_ID = 'lra-network';

/** An issuer in this process for trying the system out: demo people can sign in without a password. */
export class DevelopmentIssuer implements IssuerSource, OnModuleDestroy {
  readonly name = DEVELOPMENT_ISSUER;
  private server: Server | undefined;

  constructor(private readonly publicUrl: PublicUrl) {}

  /** Starts it on a free port of this machine. Its package is loaded only now, so that it does not delay the start. */
  async find(): Promise<OidcSettings> {
    // Not by its main file, which prints a warning that its authors test it only on newer versions of Node.
    const { Provider: ProviderClass } = await import('oidc-provider/lib/provider.js');
    const server = createServer();
    await new Promise<void>((listening, failed) => {
      server.once('error', failed).listen(0, '127.0.0.1', listening);
    });
    this.server?.close();
    this.server = server;
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const provider = new ProviderClass(issuer, await this.configuration());
    const answer = provider.callback();
    server.on('request', (request, response) => {
      if (!isLocalHost(request.headers.host)) {
        response.writeHead(421, { 'content-type': 'text/plain' }).end('This host is not served here.');
        return;
      }
      const [, uid, choice] = /^\/people\/([\w-]{1,100})(?:\/(\w{1,20}))?$/.exec(request.url ?? '') ?? [];
      if (uid === undefined) void answer(request, response);
      else void letChoose(provider, uid, choice, request, response);
    });
    return { issuer, clientId: CLIENT_ID, clientSecret: undefined, trustEmail: false };
  }

  rightsOf(email: string, memberId: string | undefined): Rights | undefined {
    return demoPeople.find((person) => person.email === email)?.rights(memberId);
  }

  async onModuleDestroy(): Promise<void> {
    const server = this.server;
    if (!server) return;
    await new Promise<void>((closed) => {
      server.close(() => closed());
      server.closeAllConnections();
    });
  }

  private async configuration(): Promise<ConstructorParameters<typeof Provider>[1]> {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const { createMemoryAdapter } = await import('oidc-provider/lib/adapters/memory_adapter.js');
    return {
      // Its state may end with this process.
      adapter: createMemoryAdapter(),
      jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }] },
      cookies: { keys: [newSecret()] },
      clients: [
        {
          client_id: CLIENT_ID,
          token_endpoint_auth_method: 'none',
          redirect_uris: [this.publicUrl.get(CALLBACK_PATH)],
          post_logout_redirect_uris: [this.publicUrl.get('/')],
          backchannel_logout_uri: this.publicUrl.get('/v1/session/back-channel-logout'),
          backchannel_logout_session_required: true,
        },
      ],
      claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
      pkce: { required: () => true },
      features: {
        devInteractions: { enabled: false },
        backchannelLogout: { enabled: true },
        rpInitiatedLogout: {
          logoutSource: (ctx, form) => {
            const button = '<p><button form="op.logoutForm" name="logout" value="yes">Sign out</button></p>';
            ctx.body = pageWith('Sign out here too?', form + button);
          },
          postLogoutSuccessSource: (ctx) => {
            ctx.body = pageWith('You have signed out.', '');
          },
        },
      },
      renderError: (ctx, { error, error_description }) => {
        ctx.type = 'text/plain';
        ctx.body = `This sign-in cannot continue: ${error_description ?? error}. Start again.`;
      },
      interactions: { url: (_ctx, { uid }) => `/people/${uid}` },
      ttl: { AccessToken: 300, AuthorizationCode: 60, Grant: 43_200, IdToken: 300, Interaction: 600, Session: 43_200 },
      findAccount: (_ctx, id) => {
        const person = demoPeople.find((one) => one.id === id);
        const claims = { sub: id, name: person?.name, email: person?.email, email_verified: true };
        return person ? { accountId: id, claims: () => claims } : undefined;
      },
      // There is nothing to consent to.
      loadExistingGrant: async ({ oidc }) => {
        const grant = new oidc.provider.Grant({ clientId: oidc.client!.clientId, accountId: oidc.session!.accountId! });
        grant.addOIDCScope('openid profile email');
        await grant.save();
        return grant;
      },
      // Its own protection against private addresses, a dispatcher, would prevent it from telling this system of a
      // sign-out.
      fetch: (url, options) => fetch(url, { ...options, dispatcher: undefined } as RequestInit),
    };
  }
}

/** Shows the people to choose from, and accepts the choice. */
async function letChoose(
  provider: Provider,
  uid: string,
  choice: string | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await provider.interactionDetails(request, response); // refuses a caller who does not come from a sign-in
    const chosen = demoPeople.find(({ id }) => request.method === 'POST' && id === choice);
    if (chosen) await provider.interactionFinished(request, response, { login: { accountId: chosen.id } });
    else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(pageOf(uid));
  } catch {
    if (response.headersSent) response.destroy();
    else response.writeHead(400, { 'content-type': 'text/plain' }).end('This sign-in has ended. Start again.');
  }
}

const pageOf = (uid: string): string =>
  pageWith(
    'Who do you want to be?',
    [
      '<p>These people do not exist. They can sign in only on this machine, until OIDC_ISSUER is set.</p>',
      ...demoPeople.map(
        ({ id, name, does }) =>
          `<form method="post" action="/people/${uid}/${id}"><p><button>${name}</button> ${does}</p></form>`,
      ),
    ].join('\n'),
  );

const pageWith = (title: string, content: string): string => `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head>
<body>
<h1>${title}</h1>
${content}
</body>
</html>
`;
