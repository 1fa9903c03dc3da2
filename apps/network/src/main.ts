import { x } from '#contracts'; console.log('network', x);
