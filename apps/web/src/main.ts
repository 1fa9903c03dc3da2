import { runPagesAlone } from '#runtime';
import { webApp } from './web.app.js';

await runPagesAlone(webApp);
