import type { AppDefinition } from '#runtime';
import { PracticesModule } from './app.module.js';

export const practicesApp: AppDefinition = { name: 'practices', module: (runtime) => PracticesModule.forRoot(runtime) };
