export * from './catalogue.js';
export * from './faults.js';
