import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Clock, UnitOfWork } from '#database';
import type { Principal } from '#identity';
import { MemberDirectory } from '../../member/member-directory.js';
import { Principals } from '../../principal/principals.js';
import { Client, rightsFrom, type Rights } from '../client.js';
import { ClientRepository } from '../client.repository.js';
import { hashOfRandom, newSecret } from '../secret.js';

/** Makes a credential for a program. */
export class MakeClient extends Command<{ client: Client; secret: string }> {
  constructor(
    readonly name: string,
    readonly wanted: Rights,
    readonly by: Principal,
  ) {
    super();
  }
}

@CommandHandler(MakeClient)
export class MakeClientHandler implements ICommandHandler<MakeClient> {
  constructor(
    private readonly work: UnitOfWork,
    private readonly clients: ClientRepository,
    private readonly members: MemberDirectory,
    private readonly principals: Principals,
    private readonly clock: Clock,
  ) {}

  async execute({ name, wanted, by }: MakeClient): Promise<{ client: Client; secret: string }> {
    const rights = rightsFrom(by, wanted);
    if (rights.memberId !== null) await this.members.assertApproved(rights.memberId);
    const secret = newSecret();
    const client = Client.make(name, rights, hashOfRandom(secret), this.clock.now());
    await this.work.run(async (tx) => {
      await this.clients.save(tx, client);
      await this.principals.tell(tx, [client.id]);
    });
    return { client, secret };
  }
}
