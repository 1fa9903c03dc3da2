import { runAlone } from '#runtime';
import { gatewayApp } from './gateway.app.js';

await runAlone(gatewayApp);
