import { appContent, type AppContent } from '#app';
import type { App } from '#config';
import { gatewayApp } from '../../apps/gateway/src/gateway.app.js';
import { networkApp } from '../../apps/network/src/network.app.js';
import { notificationsApp } from '../../apps/notifications/src/notifications.app.js';
import { practicesApp } from '../../apps/practices/src/practices.app.js';

/** What the four apps store and tell. */
export const contents: Readonly<Record<App, AppContent>> = {
  gateway: appContent(gatewayApp.module),
  practices: appContent(practicesApp.module),
  network: appContent(networkApp.module),
  notifications: appContent(notificationsApp.module),
};
