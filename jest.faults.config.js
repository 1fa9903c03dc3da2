import config from './jest.config.js';

/** Runs of minutes, one after the other, not part of `npm test`: the faults, or with `LRA_RUN=operation` what an operator does. */
export default { ...config, testMatch: [`**/*.${process.env.LRA_RUN ?? 'fault'}.spec.ts`], testTimeout: 600_000 };
