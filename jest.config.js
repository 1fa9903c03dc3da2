/**
 * One config: the folder of a spec says what it tests, its suffix what it needs (unit: nothing; int: PostgreSQL, Kafka;
 * e2e: the whole system; fault and operation: to run alone, see jest.faults.config.js).
 */
export default {
  testEnvironment: 'node',
  testMatch: ['**/!(*.fault|*.operation).spec.ts?(x)'],
  // A recipe's spec is run where the recipe was followed.
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/tools/recipes/.+/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.tsx?$': ['@swc/jest'] },
  moduleNameMapper: {
    '^#([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  globalSetup: '<rootDir>/tools/test/global-setup.mjs',
  globalTeardown: '<rootDir>/tools/test/global-teardown.mjs',
  reporters: ['default', '<rootDir>/tools/test/tally-reporter.mjs'],
  maxWorkers: 2,
  // A worker keeps the modules of each spec that it ran: beyond that it spends its time on clearing up, and is replaced.
  workerIdleMemoryLimit: '600MB',
  testTimeout: 30_000,
  coverageProvider: 'v8',
};
