export * from './asyncapi.js';
export * from './events/index.js';
export * from './snapshots.js';
export * from './vocabularies/index.js';
export * from './submission-handover.js';
export * from './waiting.js';
