import { Injectable } from '@nestjs/common';
import { anonymous } from '#identity';
import { Problem, ServiceAway } from '#problems';
import { InnerCalls } from '../upstream/inner-calls.js';

/** What network returns for a valid link. */
export interface ActivationLink {
  readonly memberId: string;
  readonly memberName: string;
  /** Id of the one client that the link creates. */
  readonly clientId: string;
}

export const unknownLink = () =>
  new Problem('activation.unknown', 404, 'This link does not exist. Copy the whole link from the mail.');

export const usedLink = () =>
  new Problem(
    'activation.used',
    410,
    'This link has been used. If you did not see the secret, open the link again in a minute or ask the operator for a new one.',
  );

/** The links that network has sent. The secret is sent to network in the body, since addresses are logged on the way. */
@Injectable()
export class ActivationLinks {
  constructor(private readonly inner: InnerCalls) {}

  /** Changes nothing. @throws {Problem} 404, 409 or 410 when the link is invalid; 503 when network is away */
  async lookUp(token: string): Promise<ActivationLink> {
    if (!/^[\w-]{43}$/.test(token)) throw unknownLink();
    return this.call<ActivationLink>('look-up', token);
  }

  /** Tells network that the client was handed over. */
  async markUsed(token: string): Promise<void> {
    await this.call<undefined>('use', token);
  }

  private async call<T>(what: string, token: string): Promise<T> {
    const { status, body } = await this.inner.call<T>('network', 'POST', `/v1/activation-links/${what}`, anonymous, {
      token,
    });
    if (status < 300) return body;
    const { code, detail } = body as { code?: unknown; detail?: unknown };
    if (status >= 500 || typeof code !== 'string' || typeof detail !== 'string') {
      throw new ServiceAway('The app that keeps the links does not respond.');
    }
    throw new Problem(code, status, detail);
  }
}
