import type { AppDefinition } from '#app';
import { PracticesModule } from './app.module.js';

export const practicesApp: AppDefinition = { name: 'practices', module: PracticesModule };
