export * from './retry-schedule.js';
export * from './setting-reader.js';
export * from './settings.js';
