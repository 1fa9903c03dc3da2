import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { App } from '#config';
import { createHttpApp } from '#http';
import { within } from '#observability';
import { appModule } from './app-module.js';
import type { AppRuntime } from './app-runtime.js';

/** How one app is made; each app exports its own. */
export interface AppDefinition {
  readonly name: App;
  /** Lists the app's features. */
  readonly module: Type | DynamicModule;
  /** What must be done between creation and start, such as Fastify plug-ins. */
  setUp?(app: NestFastifyApplication, runtime: AppRuntime): Promise<void>;
  /** Runs before the app listens, so that it is done once the app is ready. Its result is shown to the operator. */
  prepare?(app: NestFastifyApplication): Promise<readonly string[]>;
}

/** An app that is created, and what its operator should know. */
export interface MadeApp {
  readonly app: NestFastifyApplication;
  readonly notes: readonly string[];
}

/** Creates an app, with its consumers subscribed and its relay running. It does not listen yet. */
export function createApp(definition: AppDefinition, runtime: AppRuntime): Promise<MadeApp> {
  return within({ app: definition.name }, () => make(definition, runtime)); // what it starts runs in its name from then on
}

async function make(definition: AppDefinition, runtime: AppRuntime): Promise<MadeApp> {
  const { bodyLimit, trustProxy } = runtime.settings;
  const logger = runtime.observability?.logger;
  const isEdge = definition.name === 'gateway';
  const app = await createHttpApp(appModule(definition.module, runtime), {
    bodyLimit,
    logger,
    trustProxy: isEdge ? trustProxy : undefined,
  });
  await definition.setUp?.(app, runtime);
  await app.init();
  return { app, notes: (await definition.prepare?.(app)) ?? [] };
}
