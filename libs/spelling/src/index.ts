export * from './decoded.js';
export * from './folded.js';
export * from './mail-address.js';
export * from './reading.js';
export * from './searched-text.js';
