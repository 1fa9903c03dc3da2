import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, UnitOfWork } from '#database';
import type { Principal } from '#identity';
import type { Client } from '../client.js';
import { ClientRepository } from '../client.repository.js';
import { Credentials } from '../credentials.js';
import { hashOfRandom, newSecret } from '../secret.js';
import { TokenRepository } from '../token.repository.js';

/** Gives a client a new secret; the old one and all tokens are dead at once. */
export class RotateClient extends Command<{ client: Client; secret: string }> {
  constructor(
    readonly clientId: string,
    readonly by: Principal,
  ) {
    super();
  }
}

@CommandHandler(RotateClient)
export class RotateClientHandler implements ICommandHandler<RotateClient> {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clients: ClientRepository,
    private readonly tokens: TokenRepository,
    private readonly credentials: Credentials,
    private readonly clock: Clock,
  ) {}

  async execute({ clientId, by }: RotateClient): Promise<{ client: Client; secret: string }> {
    const secret = newSecret();
    const client = await this.work.run(async (tx) => {
      const rotated = await this.clients.forUpdate(tx, clientId);
      rotated.assertManagedBy(by);
      rotated.secretHash = hashOfRandom(secret);
      rotated.rotatedAt = this.clock.now();
      await this.clients.save(tx, rotated);
      await this.tokens.deleteOf(tx, rotated);
      return rotated;
    });
    this.credentials.forget();
    return { client, secret };
  }
}
