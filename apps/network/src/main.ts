import { runAlone } from '#runtime';
import { networkApp } from './network.app.js';

await runAlone(networkApp);
