import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { App } from '#config';
import { createHttpApp, serveOpenApi, type AppRuntime } from '#http';

/** How one app is made; each app exports its own. */
export interface AppDefinition {
  readonly name: App;
  module(runtime: AppRuntime): DynamicModule;
  /** What must be done between making and starting, such as Fastify plug-ins. */
  setUp?(app: NestFastifyApplication, runtime: AppRuntime): Promise<void>;
  /** Done once it runs; what it returns is shown to the operator. */
  ready?(app: NestFastifyApplication): Promise<readonly string[]>;
}

/** Makes an app, with its consumers subscribed and its relay running. It listens to nothing yet. */
export async function createApp(definition: AppDefinition, runtime: AppRuntime): Promise<NestFastifyApplication> {
  const { bodyLimit, trustProxy } = runtime.settings;
  const isEdge = definition.name === 'gateway';
  const app = await createHttpApp(definition.module(runtime), { bodyLimit, trustProxy: isEdge ? trustProxy : [] });
  await definition.setUp?.(app, runtime);
  if (!isEdge) serveOpenApi(app, definition.name); // the gateway serves them merged
  await app.startAllMicroservices();
  await app.init();
  return app;
}
