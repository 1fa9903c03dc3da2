import type { AppDefinition } from '#runtime';
import { NotificationsModule } from './app.module.js';

export const notificationsApp: AppDefinition = {
  name: 'notifications',
  module: (runtime) => NotificationsModule.forRoot(runtime),
};
