import { runAlone } from '#runtime';
import { practicesApp } from './practices.app.js';

await runAlone(practicesApp);
