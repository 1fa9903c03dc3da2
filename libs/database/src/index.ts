export * from './app-database.js';
export * from './by-id.js';
export * from './clock.js';
export * from './data-source.js';
export * from './database.module.js';
export * from './embedded-postgres.js';
export * from './listener.js';
export { prepared } from './prepared.js';
export * from './unit-of-work.js';
