import type { AppDefinition } from '#app';
import { NetworkModule } from './app.module.js';
import { STEERING_MAIL } from './membership-application/apply/apply-for-membership.js';

export const networkApp: AppDefinition = {
  name: 'network',
  module: NetworkModule,
  prepare(app) {
    const isTold = app.get<readonly string[]>(STEERING_MAIL).length > 0;
    return Promise.resolve(
      isTold ? [] : ['LRA_STEERING_MAIL is not set: nobody is informed of new applications by mail.'],
    );
  },
};
