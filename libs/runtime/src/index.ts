export * from './alone.js';
export * from './app-definition.js';
export * from './embedded.js';
export * from './identity-key.js';
export * from './observed.js';
export * from './stop.js';
