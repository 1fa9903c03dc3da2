import { Injectable } from '@nestjs/common';
import { request } from 'undici';
import { IDENTITY_HEADER, IdentitySigner, type Principal } from '#identity';
import { currentTraceparent } from '#observability';
import { ServiceAway } from '#problems';
import type { UpstreamApp } from '#app';
import { Upstreams } from './upstreams.js';

/** Longest wait for an app's answer, in milliseconds, unless the caller names another. */
const ANSWER_WITHIN_MS = 5_000;

export interface InnerAnswer<T> {
  readonly status: number;
  /** The requested type if the status is that of success; otherwise a problem document. */
  readonly body: T;
  /** Content type. */
  readonly type: string;
}

/** Calls of the gateway's own routes to the apps behind it, in the name of the caller. */
@Injectable()
export class InnerCalls {
  constructor(
    private readonly upstreams: Upstreams,
    private readonly signer: IdentitySigner,
  ) {}

  /** @throws {Problem} 503 when the app does not answer */
  async call<T>(
    app: UpstreamApp,
    method: 'GET' | 'POST',
    path: string,
    by: Principal,
    body?: object,
    withinMs = ANSWER_WITHIN_MS,
  ): Promise<InnerAnswer<T>> {
    const identity = await this.signer.sign(by);
    const traceparent = currentTraceparent();
    try {
      const answer = await request(this.upstreams.urlOf(app) + path, {
        method,
        headers: {
          [IDENTITY_HEADER]: identity,
          ...(traceparent === undefined ? {} : { traceparent }),
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        body: body ? JSON.stringify(body) : null,
        signal: AbortSignal.timeout(withinMs),
      });
      const type = String(answer.headers['content-type'] ?? 'application/json');
      const text = await answer.body.text();
      return { status: answer.statusCode, body: (text === '' ? undefined : JSON.parse(text)) as T, type };
    } catch {
      throw new ServiceAway(`The app ${app} does not respond.`);
    }
  }
}
