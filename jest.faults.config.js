import config from './jest.config.js';

/** The fault runs: minutes long, one after the other, not part of `npm test`. */
export default { ...config, testMatch: ['**/*.fault.ts'], testTimeout: 600_000 };
