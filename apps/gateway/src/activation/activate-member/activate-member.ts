import { Command, CommandHandler } from '@nestjs/cqrs';
import type { EntityManager } from 'typeorm';
import { Handler } from '#commands';
import { Client } from '../../credential/client.js';
import { ClientRepository } from '../../credential/client.repository.js';
import { Credentials } from '../../credential/credentials.js';
import { hashOfRandom, newSecret } from '../../secret.js';
import { TokenRepository } from '../../credential/token.repository.js';
import { Principals } from '../../principal/principals.js';
import { usedLink, type ActivationLink } from '../activation-links.js';
import { ActivationRepository } from '../activation.repository.js';

/**
 * How long an instance that created the client has to send its secret, in seconds. After a crash the link works again
 * then.
 */
const CLAIM_S = 30;

/**
 * Creates a member's first client from a valid link. The link fixes the client's id, so there is one client however
 * often and wherever this runs. A client whose secret was never sent receives a new one.
 */
export class ActivateMember extends Command<{ client: Client; secret: string }> {
  constructor(
    readonly link: ActivationLink,
    readonly clientName: string,
  ) {
    super();
  }
}

@CommandHandler(ActivateMember)
export class ActivateMemberHandler extends Handler<ActivateMember> {
  constructor(
    private readonly activations: ActivationRepository,
    private readonly clients: ClientRepository,
    private readonly tokens: TokenRepository,
    private readonly credentials: Credentials,
    private readonly principals: Principals,
  ) {
    super();
  }

  protected async handle({ link, clientName }: ActivateMember, tx: EntityManager) {
    const { clientId, memberId } = link;
    const secret = newSecret();
    // No grant: only a person may cast a ballot.
    const rights = { roles: ['member-editor' as const], memberId, affiliation: null, grants: [] };
    const client = Client.make(clientName, rights, hashOfRandom(secret), this.clock.now(), clientId);
    if (!(await this.activations.claim(tx, clientId, CLAIM_S))) throw usedLink();
    await this.clients.save(tx, client);
    await this.tokens.deleteOf(tx, client);
    await this.principals.tell(tx, [client.id]);
    this.work.afterCommit(() => this.credentials.forget());
    return { client, secret };
  }
}
