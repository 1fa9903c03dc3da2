import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Server } from 'node:http';
import { AppRuntime } from '#app';

/** The path to which the issuer sends people back. */
export const CALLBACK_PATH = '/v1/session/callback';

/** Address under which browsers reach the gateway. */
@Injectable()
export class PublicUrl {
  constructor(
    private readonly runtime: AppRuntime,
    private readonly host: HttpAdapterHost,
  ) {}

  /** The setting, otherwise the own address, which is known once the gateway listens. */
  get(path = ''): string {
    return (this.runtime.settings.publicUrl ?? this.ownAddress()) + path;
  }

  private ownAddress(): string {
    const address = (this.host.httpAdapter.getHttpServer() as Server).address();
    if (address === null || typeof address === 'string') throw new Error('The gateway does not listen yet.');
    return `http://127.0.0.1:${address.port}`;
  }
}
