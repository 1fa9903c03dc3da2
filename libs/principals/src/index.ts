export * from './known-principals.js';
export * from './principals.module.js';
