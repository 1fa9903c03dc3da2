export * from './backup.js';
export * from './not-restorable.js';
export * from './restore.js';
