import type { App } from '#config';
import { withFoundationTables, type AppContent } from '#http';
import { gatewayContent } from '../../apps/gateway/src/app.module.js';
import { networkContent } from '../../apps/network/src/app.module.js';
import { notificationsContent } from '../../apps/notifications/src/app.module.js';
import { practicesContent } from '../../apps/practices/src/app.module.js';

/** What the four apps store. */
export const contents: Readonly<Record<App, AppContent>> = {
  gateway: withFoundationTables(gatewayContent),
  practices: withFoundationTables(practicesContent),
  network: withFoundationTables(networkContent),
  notifications: withFoundationTables(notificationsContent),
};
