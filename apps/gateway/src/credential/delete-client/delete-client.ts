import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, UnitOfWork } from '#database';
import type { Principal } from '#identity';
import { Principals } from '../../principal/principals.js';
import { ClientRepository } from '../client.repository.js';
import { Credentials } from '../credentials.js';
import { TokenRepository } from '../token.repository.js';

/** Ends a client; its secret and all tokens are dead at once. */
export class DeleteClient extends Command<void> {
  constructor(
    readonly clientId: string,
    readonly by: Principal,
  ) {
    super();
  }
}

@CommandHandler(DeleteClient)
export class DeleteClientHandler implements ICommandHandler<DeleteClient> {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clients: ClientRepository,
    private readonly tokens: TokenRepository,
    private readonly credentials: Credentials,
    private readonly principals: Principals,
    private readonly clock: Clock,
  ) {}

  async execute({ clientId, by }: DeleteClient): Promise<void> {
    await this.work.run(async (tx) => {
      const client = await this.clients.forUpdate(tx, clientId);
      client.assertManagedBy(by);
      client.deletedAt = this.clock.now(); // kept: its id stands in what it has done
      await this.clients.save(tx, client);
      await this.tokens.deleteOf(tx, client);
      await this.principals.tell(tx, [client.id]);
    });
    this.credentials.forget();
  }
}
