export * from './known-principals.js';
export * from './principals.migration.js';
export * from './principals.module.js';
