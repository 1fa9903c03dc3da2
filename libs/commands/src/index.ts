export * from './command-on.js';
export * from './handler.js';
