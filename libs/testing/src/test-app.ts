import type { ValueProvider } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { appContent, appModule, type AppDefinition, type AppRuntime } from '#app';
import { readSettings } from '#config';
import type { Clock } from '#database';
import { createHttpApp } from '#http';
import type { Principal } from '#identity';
import { InProcessTransport } from '#messaging';
import { DataSource } from 'typeorm';
import { testDatabase } from './test-database.js';
import { testIdentity } from './test-identity.js';
import { runFolder } from './test-run.js';

export interface Call {
  readonly by?: Partial<Principal>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface CallResult {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // Tests read answers as a JavaScript client does.
  readonly body: any;
}

/** One app on a database of its own, called through its HTTP side, with events carried in process. */
export interface TestApp {
  readonly app: NestFastifyApplication;
  readonly dataSource: DataSource;
  readonly transport: InProcessTransport;
  readonly runtime: AppRuntime;
  call(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, call?: Call): Promise<CallResult>;
  close(): Promise<void>;
}

export async function testApp(
  definition: AppDefinition,
  options: {
    env?: Record<string, string>;
    clock?: Clock;
    urlOf?: AppRuntime['urlOf'];
    /** Stand-ins for the environment, by tokens that are optional in production. */
    outside?: readonly (ValueProvider & { readonly provide: symbol })[];
  } = {},
): Promise<TestApp> {
  const { database, drop } = await testDatabase(definition.name, appContent(definition.module));
  const identity = await testIdentity();
  const transport = new InProcessTransport();
  const runtime: AppRuntime = {
    settings: readSettings({ LRA_DATA_DIR: runFolder(), ...options.env }),
    database,
    transport,
    identity: identity.verifier,
    urlOf: options.urlOf ?? ((other) => `http://${other}.invalid`),
    ...(options.clock ? { clock: options.clock } : {}),
  };
  const { outside: providers = [] } = options;
  const outside = {
    module: Outside,
    global: true,
    providers: [...providers],
    exports: providers.map(({ provide }) => provide),
  };
  const module = { module: TestModule, imports: [outside, definition.module] };
  const nest = await createHttpApp(appModule(module, runtime), { bodyLimit: runtime.settings.bodyLimit });
  await nest.init();
  await nest.getHttpAdapter().getInstance().ready();
  transport.start();
  return {
    app: nest,
    dataSource: nest.get(DataSource),
    transport,
    runtime,
    async call(method, path, { by, headers, body } = {}) {
      const response = await nest.inject({
        method,
        url: path,
        headers: {
          ...(by ? await identity.as(by) : {}),
          ...(body !== undefined ? { 'content-type': 'application/json' } : {}),
          ...headers,
        },
        ...(body !== undefined
          ? { payload: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body) }
          : {}),
      });
      const isJson = String(response.headers['content-type']).includes('json');
      return {
        status: response.statusCode,
        headers: response.headers,
        body: isJson && response.payload ? (JSON.parse(response.payload) as unknown) : response.payload,
      };
    },
    async close() {
      await nest.close();
      await transport.close();
      await identity.close();
      await drop();
    },
  };
}

class TestModule {}

class Outside {}
