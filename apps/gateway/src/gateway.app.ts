import type { AppDefinition } from '#runtime';
import { GatewayModule } from './app.module.js';
import { ensureAdmin } from './credential/bootstrap-admin.js';
import { setUpEdge } from './edge/set-up-edge.js';

export const gatewayApp: AppDefinition = {
  name: 'gateway',
  module: (runtime) => GatewayModule.forRoot(runtime),
  setUp: setUpEdge,
  async prepare(app) {
    const admin = await ensureAdmin(app);
    if (!admin) return [];
    return [
      'Admin client, shown this once:',
      `  LRA_ADMIN_CLIENT_ID=${admin.clientId}`,
      `  LRA_ADMIN_CLIENT_SECRET=${admin.clientSecret}`,
    ];
  },
};
