export * from './retry-schedule.js';
export * from './settings.js';
