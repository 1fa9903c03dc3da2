export * from './principal.projection.js';
export * from './principals.module.js';
