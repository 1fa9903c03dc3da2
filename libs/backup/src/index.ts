export * from './backup.js';
export * from './erasure-list.js';
export * from './not-restorable.js';
export * from './restore.js';
