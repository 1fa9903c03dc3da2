import { CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { CommandOn, Handler } from '#commands';
import { Principals } from '../../principal/principals.js';
import { ClientRepository } from '../client.repository.js';
import { Credentials } from '../credentials.js';
import { TokenRepository } from '../token.repository.js';

/** Deletes a client; its secret and all tokens are refused at once. */
export class DeleteClient extends CommandOn<void> {}

@CommandHandler(DeleteClient)
export class DeleteClientHandler extends Handler<DeleteClient> {
  constructor(
    private readonly clients: ClientRepository,
    private readonly tokens: TokenRepository,
    private readonly credentials: Credentials,
    private readonly principals: Principals,
  ) {
    super();
  }

  protected async handle({ id, by }: DeleteClient, tx: EntityManager): Promise<void> {
    const client = await this.clients.forUpdate(tx, id);
    client.assertManagedBy(by);
    client.deletedAt = this.clock.now(); // the row stays: the client's id is in what it has done
    await this.clients.save(tx, client);
    await this.tokens.deleteOf(tx, client);
    await this.principals.tell(tx, [client.id]);
    this.work.afterCommit(() => this.credentials.forget());
  }
}
