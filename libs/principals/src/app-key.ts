import { Controller, Get, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { JWK } from 'jose';
import { DataSource, type QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';
import { Allow, anonymous, appTrust, IdentitySigner, newIdentityKey } from '#identity';
import { MESSAGING_OPTIONS, type MessagingOptions, type OwnCredential } from '#messaging';

/**
 * The key with which the app proves to the gateway that it belongs to the network, for calls in nobody's name, such as
 * one for a snapshot. The gateway checks it against the key that the app shows at its known address.
 */
@Injectable()
export class AppKey implements OwnCredential, OnApplicationBootstrap {
  private signer: IdentitySigner | undefined;

  constructor(
    private readonly dataSource: DataSource,
    @Inject(MESSAGING_OPTIONS) private readonly options: MessagingOptions,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.load();
  }

  async token(): Promise<string> {
    const { app } = this.options.database;
    return (await this.load()).sign({ ...anonymous, kind: 'client', id: app, name: app });
  }

  async publicKey(): Promise<JWK> {
    return (await this.load()).publicKey;
  }

  /** The first instance creates it, and all others share it. */
  private async load(): Promise<IdentitySigner> {
    if (this.signer) return this.signer;
    await this.dataSource.query('insert into app_key (jwk) values ($1) on conflict do nothing', [
      await newIdentityKey(),
    ]);
    const [row] = await this.dataSource.query<{ jwk: string }[]>('select jwk from app_key');
    return (this.signer = await IdentitySigner.fromKey(row!.jwk, appTrust(this.options.database.app)));
  }
}

/** For the gateway, which does not pass this address on: it has its own route there. */
@ApiExcludeController()
@Controller('.well-known/jwks.json')
export class AppKeyController {
  constructor(private readonly key: AppKey) {}

  @Get()
  @Allow('public')
  async keys(): Promise<{ keys: readonly JWK[] }> {
    return { keys: [await this.key.publicKey()] };
  }
}

export class AppKey1764000000121 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The private key of this app, the same for all its instances; one row.
      create table app_key (
        one boolean primary key default true check (one),
        jwk text not null
      );
    `);
  }
}
