export * from './ways.js';
export * from './workflow.js';
