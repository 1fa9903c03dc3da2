export * from './identity-token.js';
export * from './identity.guard.js';
export * from './own.js';
export * from './principal.js';
