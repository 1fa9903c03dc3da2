export * from './browser.js';
export * from './eventually.js';
export * from './kafka-broker.js';
export { KafkaUnavailable, localKafkaMissing } from './kafka-jars.js';
export * from './kafka-local.js';
export * from './test-app.js';
export * from './test-database.js';
export * from './test-identity.js';
export * from './test-run.js';
