import type { AppDefinition } from '#runtime';
import { NetworkModule } from './app.module.js';

export const networkApp: AppDefinition = { name: 'network', module: (runtime) => NetworkModule.forRoot(runtime) };
