import { appContent, type AppContent, type AppDefinition } from '#app';
import { apps, type App } from '#config';
import { gatewayApp } from '../apps/gateway/src/gateway.app.js';
import { networkApp } from '../apps/network/src/network.app.js';
import { notificationsApp } from '../apps/notifications/src/notifications.app.js';
import { practicesApp } from '../apps/practices/src/practices.app.js';

/** The four apps. */
export const definitions: Readonly<Record<App, AppDefinition>> = {
  gateway: gatewayApp,
  practices: practicesApp,
  network: networkApp,
  notifications: notificationsApp,
};

/** What each app stores and tells. */
export const contents = Object.fromEntries(apps.map((app) => [app, appContent(definitions[app].module)])) as Readonly<
  Record<App, AppContent>
>;
