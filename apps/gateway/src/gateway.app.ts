import type { AppDefinition } from '#runtime';
import { GatewayModule } from './app.module.js';
import { setUpEdge } from './edge/set-up-edge.js';

export { ensureAdmin } from './credential/bootstrap-admin.js';

export const gatewayApp: AppDefinition = {
  name: 'gateway',
  module: (runtime) => GatewayModule.forRoot(runtime),
  setUp: setUpEdge,
};
