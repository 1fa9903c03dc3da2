import { SimilarController } from './http/similar.controller.js';
import { SimilarPractices } from './similar-practices.js';

/** What the app's module takes over from this feature. */
export const similarControllers = [SimilarController];
export const similarProviders = [SimilarPractices];
