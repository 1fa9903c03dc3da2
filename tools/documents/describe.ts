import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { readSettings } from '#config';
import { appModule, type AppDefinition, type AppRuntime, type UpstreamPaths } from '#app';
import { openApiDocument, operationsOf } from '#http';
import { IdentityVerifier } from '#identity';
import { InProcessTransport } from '#messaging';
import { contents, definitions } from '../apps.js';
import { mergedDocument } from './merge.js';

/** The document of the whole API, from the code alone: nothing is started, and no database or network is used. */
export async function wholeDocument(): Promise<OpenAPIObject> {
  const [gateway, practices, network, notifications] = await appDocuments();
  return mergedDocument(
    gateway!,
    { practices: practices!, network: network!, notifications: notifications! },
    contents,
  );
}

/** Every route of every app, including internal ones that the gateway does not forward. */
export async function innerOperations(): Promise<ReturnType<typeof operationsOf>> {
  return (await appDocuments()).flatMap(operationsOf);
}

/** The paths that the gateway forwards, and to which app. */
export const upstreamPaths: UpstreamPaths = {
  practices: contents.practices.paths,
  network: contents.network.paths,
  notifications: contents.notifications.paths,
};

const appDocuments = (): Promise<OpenAPIObject[]> => Promise.all(Object.values(definitions).map(documentOf));

async function documentOf(definition: AppDefinition): Promise<OpenAPIObject> {
  const app = await NestFactory.create(appModule(definition.module, runtimeOf(definition)), new FastifyAdapter(), {
    preview: true, // finds modules and their controllers without creating them
    abortOnError: false,
    logger: ['error'],
  });
  return openApiDocument(app, definition.name);
}

const runtimeOf = ({ name }: AppDefinition): AppRuntime => ({
  settings: readSettings({}),
  database: { app: name, url: '', schema: name },
  transport: new InProcessTransport(),
  identity: new IdentityVerifier(() => ''),
  urlOf: () => '',
});
