import type { AppDefinition } from '#app';
import { NotificationsModule } from './app.module.js';

export const notificationsApp: AppDefinition = { name: 'notifications', module: NotificationsModule };
