import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isUUID } from 'class-validator';
import { Clock } from '#database';
import { Attempts } from '../../attempt/attempts.js';
import type { Client } from '../client.js';
import { ClientRepository } from '../client.repository.js';
import type { ClientCredentials } from '../http/client-credentials.js';
import { invalidClient, invalidScope } from '../http/oauth-problem.js';
import { hashOf, isSecret, newSecret } from '../../secret.js';
import { TokenRepository } from '../token.repository.js';

/** Seconds for which a token is valid. */
export const TOKEN_LIFETIME_S = 15 * 60;

/**
 * Compared when the client does not exist, so that the response time does not reveal it. Only the operator's client has
 * an id that is no UUID, and a secret that is slow to compare.
 */
const noSecret = (clientId: string): string => {
  const nothing = (bytes: number) => Buffer.alloc(bytes).toString('base64url');
  return isUUID(clientId) ? `sha256:${nothing(32)}` : `scrypt:${nothing(16)}:${nothing(32)}`;
};

/** Exchanges a client's secret for a token. */
export class IssueToken extends Command<{ token: string; client: Client }> {
  constructor(
    readonly credentials: ClientCredentials,
    /** Requested roles. The token has all roles of the client; a request for others is refused. */
    readonly scope: readonly string[],
    /** Where the request comes from, as `addressKey` gives it. */
    readonly address: string,
  ) {
    super();
  }
}

/** Not in a transaction: a refused attempt must be counted as well. */
@CommandHandler(IssueToken)
export class IssueTokenHandler implements ICommandHandler<IssueToken> {
  constructor(
    private readonly clients: ClientRepository,
    private readonly tokens: TokenRepository,
    private readonly attempts: Attempts,
    private readonly clock: Clock,
  ) {}

  async execute({ credentials, scope, address }: IssueToken): Promise<{ token: string; client: Client }> {
    const { clientId, clientSecret, scheme } = credentials;
    const standing = await this.attempts.assertMayTry({ kind: 'token', account: clientId, address });
    const client = await this.clients.byClientId(clientId);
    const isKnown = await isSecret(clientSecret, client?.secretHash ?? noSecret(clientId));
    if (!client || !isKnown) {
      await this.attempts.failed(standing, client?.id);
      throw invalidClient(scheme);
    }
    await this.attempts.succeeded(standing, client.id);
    if (scope.some((role) => !client.roles.some((own) => own === role))) throw invalidScope(client.roles);
    const token = newSecret();
    const expiresAt = new Date(this.clock.now().getTime() + TOKEN_LIFETIME_S * 1000);
    if (!(await this.tokens.insert(hashOf(token), client, expiresAt))) throw invalidClient(scheme);
    return { token, client };
  }
}
