export { AppKey1764000000121 } from './app-key.js';
export * from './known-principals.js';
export * from './principals.migration.js';
export * from './principals.module.js';
