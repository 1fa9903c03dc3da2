import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Server } from 'node:http';

/** `LRA_PUBLIC_URL`, or undefined when it is not set. */
export const PUBLIC_URL_SETTING = Symbol('public url');

/** Address under which browsers reach the gateway. */
@Injectable()
export class PublicUrl {
  constructor(
    @Inject(PUBLIC_URL_SETTING) private readonly setting: string | undefined,
    private readonly host: HttpAdapterHost,
  ) {}

  /** The setting, else the own address; that one is known once the gateway listens. */
  get(path = ''): string {
    return (this.setting ?? this.ownAddress()) + path;
  }

  private ownAddress(): string {
    const address = (this.host.httpAdapter.getHttpServer() as Server).address();
    if (address === null || typeof address === 'string') throw new Error('The gateway does not listen yet.');
    return `http://127.0.0.1:${address.port}`;
  }
}
