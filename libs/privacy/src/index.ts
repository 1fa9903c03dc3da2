export * from './data-subjects.js';
export * from './erase.js';
export * from './erasure-list.js';
export * from './erasure-functions.migration.js';
export * from './personal-records.js';
export * from './retention.js';
export * from './subject.js';
export * from './traces.js';
