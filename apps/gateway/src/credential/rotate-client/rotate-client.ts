import { CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { CommandOn, Handler } from '#commands';
import type { Client } from '../client.js';
import { ClientRepository } from '../client.repository.js';
import { Credentials } from '../credentials.js';
import { hashOfRandom, newSecret } from '../../secret.js';
import { TokenRepository } from '../token.repository.js';

/** Gives a client a new secret; the old one and all tokens are refused at once. */
export class RotateClient extends CommandOn<{ client: Client; secret: string }> {}

@CommandHandler(RotateClient)
export class RotateClientHandler extends Handler<RotateClient> {
  constructor(
    private readonly clients: ClientRepository,
    private readonly tokens: TokenRepository,
    private readonly credentials: Credentials,
  ) {
    super();
  }

  protected async handle({ id, by }: RotateClient, tx: EntityManager) {
    const secret = newSecret();
    const client = await this.clients.forUpdate(tx, id);
    client.assertManagedBy(by);
    client.secretHash = hashOfRandom(secret);
    client.rotatedAt = this.clock.now();
    await this.clients.save(tx, client);
    await this.tokens.deleteOf(tx, client);
    this.work.afterCommit(() => this.credentials.forget());
    return { client, secret };
  }
}
