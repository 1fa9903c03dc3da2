import type { AppDefinition } from '#app';
import { GatewayModule } from './app.module.js';
import { ensureAdmin } from './credential/bootstrap-admin.js';
import { setUpEdge } from './set-up-edge.js';
import { DEVELOPMENT_ISSUER } from './issuer/development-issuer.js';
import { Issuer } from './issuer/issuer.js';

export const gatewayApp: AppDefinition = {
  name: 'gateway',
  module: GatewayModule,
  setUp: setUpEdge,
  async prepare(app) {
    const admin = await ensureAdmin(app);
    const secret = admin
      ? [
          'Admin client, shown only once:',
          `  LRA_ADMIN_CLIENT_ID=${admin.clientId}`,
          `  LRA_ADMIN_CLIENT_SECRET=${admin.clientSecret}`,
        ]
      : [];
    return [...secret, ...notesOn(app.get(Issuer))];
  },
};

const notesOn = ({ name }: Issuer): readonly string[] =>
  name === DEVELOPMENT_ISSUER
    ? ['Demo people can sign in at /v1/session/sign-in, from this machine, until OIDC_ISSUER is set.']
    : [];
