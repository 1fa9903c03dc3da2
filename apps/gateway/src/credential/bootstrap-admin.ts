import { Injectable, type INestApplicationContext } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AppRuntime } from '#app';
import { Clock, UnitOfWork } from '#database';
import { Principals } from '../principal/principals.js';
import { adminSettings } from './admin.settings.js';
import { Client } from './client.js';
import { ClientRepository } from './client.repository.js';
import { Credentials } from './credentials.js';
import { hashOfChosen, hashOfRandom, isSecret, newSecret } from '../secret.js';
import { TokenRepository } from './token.repository.js';

export interface AdminSecret {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Creates the first client, without which nobody could create any. */
@Injectable()
export class BootstrapAdmin {
  constructor(
    private readonly runtime: AppRuntime,
    private readonly work: UnitOfWork,
    private readonly clients: ClientRepository,
    private readonly tokens: TokenRepository,
    private readonly credentials: Credentials,
    private readonly principals: Principals,
    private readonly clock: Clock,
  ) {}

  /**
   * The operator's client according to the settings. The settings override what was stored, and tokens of a former
   * secret are revoked. Without settings it is created once, at the first start.
   * @returns the secret that was just created and must be shown now, otherwise undefined
   */
  async ensure(): Promise<AdminSecret | undefined> {
    const made = await this.work.run(async (tx) => {
      const present = await this.clients.bootstrap(tx);
      const admin = this.runtime.settings.of(adminSettings);
      if (!admin) {
        if (present) return undefined;
        const clientSecret = newSecret();
        const client = this.newAdmin(hashOfRandom(clientSecret));
        await this.save(tx, client);
        return { clientId: client.clientId, clientSecret };
      }
      const { clientId, clientSecret } = admin;
      const isSame = present?.clientId === clientId && present.deletedAt === null;
      if (isSame && (await isSecret(clientSecret, present.secretHash))) return undefined;
      const secretHash = await hashOfChosen(clientSecret);
      const client = present ?? this.newAdmin(secretHash);
      if (present) await this.tokens.deleteOf(tx, present);
      await this.save(tx, Object.assign(client, { clientId, secretHash, deletedAt: null }));
      return undefined;
    });
    this.credentials.forget();
    return made;
  }

  private async save(tx: EntityManager, client: Client): Promise<void> {
    await this.clients.save(tx, client);
    await this.principals.tell(tx, [client.id]);
  }

  private newAdmin(secretHash: string): Client {
    const rights = { roles: ['admin' as const], memberId: null, affiliation: null, grants: [] };
    return Object.assign(Client.make('Operator', rights, secretHash, this.clock.now()), { bootstrap: true });
  }
}

/** Creates the operator's client if it is missing; returns what must be shown once. */
export const ensureAdmin = (app: INestApplicationContext): Promise<AdminSecret | undefined> =>
  app.get(BootstrapAdmin).ensure();
