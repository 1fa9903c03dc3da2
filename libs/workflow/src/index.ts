export * from './described.js';
export * from './ways.js';
export * from './workflow.js';
