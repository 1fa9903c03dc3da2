import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import type { Principal } from '#identity';
import { MemberProjection } from '../../member/member.projection.js';
import { Principals } from '../../principal/principals.js';
import { Client } from '../client.js';
import { rightsFrom, type Rights } from '../../rights/rights.js';
import { ClientRepository } from '../client.repository.js';
import { hashOfRandom, newSecret } from '../../secret.js';

/** Creates a credential for a program. */
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
export class MakeClientHandler extends Handler<MakeClient, Rights> {
  constructor(
    private readonly clients: ClientRepository,
    private readonly members: MemberProjection,
    private readonly principals: Principals,
  ) {
    super();
  }

  protected override async prepare({ wanted, by }: MakeClient): Promise<Rights> {
    const rights = rightsFrom(by, wanted);
    if (rights.memberId !== null) await this.members.assertApproved(rights.memberId);
    return rights;
  }

  protected async handle({ name }: MakeClient, tx: EntityManager, rights: Rights) {
    const secret = newSecret();
    const client = Client.make(name, rights, hashOfRandom(secret), this.clock.now());
    await this.clients.save(tx, client);
    await this.principals.tell(tx, [client.id]);
    return { client, secret };
  }
}
