import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { decodeJwt } from 'jose';
import { snapshotSources, topics } from '#contracts';
import { appTrust, IdentityVerifier } from '#identity';
import { notFound, ServiceAway } from '#problems';
import { upstreamApps, Upstreams } from '../upstream/upstreams.js';

const { path: INNER } = snapshotSources[topics.principal];

/** Routes that the gateway answers only to apps. */
export const isInner = (path: string): boolean => path === INNER || path.startsWith(`${INNER}/`);

/**
 * Distinguishes the apps, which use the same entrance as everybody, from callers from outside, for whom such a route
 * does not exist.
 */
@Injectable()
export class InnerCallers implements CanActivate {
  private readonly verifiers: ReadonlyMap<string, IdentityVerifier>;

  constructor(upstreams: Upstreams) {
    this.verifiers = new Map(
      upstreamApps.map((app) => {
        const trust = appTrust(app);
        return [trust.issuer, new IdentityVerifier(() => upstreams.urlOf(app), trust)];
      }),
    );
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    if (await this.isApp(headers.authorization)) return true;
    throw notFound('address');
  }

  /** @throws {Problem} 503 when the key of the app that the token names cannot be fetched */
  async isApp(authorization: string | undefined): Promise<boolean> {
    const [, token] = /^bearer +([\w.-]{1,1000})$/i.exec(authorization ?? '') ?? [];
    const verifier = token === undefined ? undefined : this.verifiers.get(issuerOf(token));
    if (token === undefined || !verifier) return false;
    try {
      return (await verifier.verify(token)) !== undefined;
    } catch {
      throw new ServiceAway('The app’s key could not be fetched.');
    }
  }
}

function issuerOf(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch {
    return '';
  }
}
