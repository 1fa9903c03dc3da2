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
  /** What must be done between making and starting, such as Fastify plug-ins. */
  setUp?(app: NestFastifyApplication, runtime: AppRuntime): Promise<void>;
  /** Done before it listens, so that who finds it ready finds this done; what it returns is shown to the operator. */
  prepare?(app: NestFastifyApplication): Promise<readonly string[]>;
}

/** An app that is made, and what its operator should know. */
export interface MadeApp {
  readonly app: NestFastifyApplication;
  readonly notes: readonly string[];
}

/** Makes an app, with its consumers subscribed and its relay running. It listens to nothing yet. */
export function createApp(definition: AppDefinition, runtime: AppRuntime): Promise<MadeApp> {
  return within({ app: definition.name }, () => make(definition, runtime)); // what it starts speaks for it from then on
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
