import { Injectable } from '@nestjs/common';
import { request } from 'undici';
import { AppRuntime, type UpstreamApp, type UpstreamPaths } from '#app';
import { apps } from '#config';

export const upstreamApps = apps.filter((app) => app !== 'gateway');

export const isUpstream = (app: string): app is UpstreamApp => (upstreamApps as string[]).includes(app);

/** Longest wait for an app to say whether it is ready, in milliseconds. */
const READY_WITHIN_MS = 2_000;

/** The apps behind the gateway. */
@Injectable()
export class Upstreams {
  readonly urlOf: AppRuntime['urlOf'];
  /** Which app answers which part of the API: the path itself and everything below it. */
  readonly paths: UpstreamPaths;

  constructor({ urlOf, upstreamPaths }: AppRuntime) {
    if (!upstreamPaths) throw new Error('The gateway must be told what the other apps answer.');
    this.urlOf = urlOf;
    this.paths = upstreamPaths;
  }

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
