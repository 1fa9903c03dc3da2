import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock } from '#database';
import type { Client } from '../client.js';
import { ClientRepository } from '../client.repository.js';
import type { ClientCredentials } from '../http/client-credentials.js';
import { invalidClient, invalidScope } from '../http/oauth-problem.js';
import { hashOf, isSecret, newSecret } from '../secret.js';
import { TokenRepository } from '../token.repository.js';

/** Seconds a token is valid. */
export const TOKEN_LIFETIME_S = 15 * 60;

/** Compared when there is no such client, so that the time of the answer does not tell. */
const NO_SECRET = `sha256:${Buffer.alloc(32).toString('base64url')}`;

/** Exchanges a client's secret for a token. */
export class IssueToken extends Command<{ token: string; client: Client }> {
  constructor(
    readonly credentials: ClientCredentials,
    /** Roles asked for; the token has all of the client, and asking for others is refused. */
    readonly scope: readonly string[],
  ) {
    super();
  }
}

@CommandHandler(IssueToken)
export class IssueTokenHandler implements ICommandHandler<IssueToken> {
  constructor(
    @Inject(ClientRepository) private readonly clients: ClientRepository,
    @Inject(TokenRepository) private readonly tokens: TokenRepository,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ credentials, scope }: IssueToken): Promise<{ token: string; client: Client }> {
    const { clientId, clientSecret, scheme } = credentials;
    const client = await this.clients.byClientId(clientId);
    const isKnown = await isSecret(clientSecret, client?.secretHash ?? NO_SECRET);
    if (!client || !isKnown) throw invalidClient(scheme);
    if (scope.some((role) => !client.roles.some((own) => own === role))) throw invalidScope(client.roles);
    const token = newSecret();
    const expiresAt = new Date(this.clock.now().getTime() + TOKEN_LIFETIME_S * 1000);
    if (!(await this.tokens.insert(hashOf(token), client, expiresAt))) throw invalidClient(scheme);
    return { token, client };
  }
}
