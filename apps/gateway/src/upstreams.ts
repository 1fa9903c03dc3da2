import { request } from 'undici';
import type { App } from '#config';
import type { AppRuntime } from '#http';

export type UpstreamApp = Exclude<App, 'gateway'>;

/** Which app answers for which part of the API: the path itself and everything below it. */
export const upstreamPaths: Readonly<Record<UpstreamApp, readonly string[]>> = {
  practices: [
    '/v1/practices',
    '/v1/statistics',
    '/v1/imports',
    '/v1/exports',
    '/v1/vocabularies',
    '/v1/adoptions',
    '/v1/translation-results',
  ],
  network: ['/v1/members', '/v1/membership-applications'],
  notifications: ['/v1/subscriptions', '/v1/deliveries'],
};

export const upstreamApps = Object.keys(upstreamPaths) as UpstreamApp[];

/** Longest wait for an app to say whether it is ready, in milliseconds. */
const READY_WITHIN_MS = 2_000;

/** The apps behind the gateway. */
export class Upstreams {
  constructor(readonly urlOf: AppRuntime['urlOf']) {}

  /** Those that cannot serve at present. */
  readonly away = async (): Promise<readonly string[]> => {
    const states = await Promise.all(upstreamApps.map((app) => this.isReady(app)));
    return upstreamApps.filter((_, index) => !states[index]);
  };

  private async isReady(app: UpstreamApp): Promise<boolean> {
    try {
      const answer = await request(`${this.urlOf(app)}/health/ready`, { signal: AbortSignal.timeout(READY_WITHIN_MS) });
      await answer.body.dump();
      return answer.statusCode === 200;
    } catch {
      return false;
    }
  }
}
