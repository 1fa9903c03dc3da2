export * from './alone.js';
export * from './embedded.js';
export * from './identity-key.js';
export * from './observed.js';
export * from './stop.js';
export * from './upstream-paths.js';
