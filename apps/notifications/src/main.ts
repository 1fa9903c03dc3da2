import { runAlone } from '#runtime';
import { notificationsApp } from './notifications.app.js';

await runAlone(notificationsApp);
