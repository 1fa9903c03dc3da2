import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from '#config';
import type { Observability } from '#observability';

/** What the pages need from their process: they have no database, no events and no key. */
export interface PagesRuntime {
  readonly settings: Settings;
  /** Where the gateway listens; in the embedded form it is known only once it does. */
  readonly gatewayUrl: () => string;
  /** Whether all apps run in this process, so that demo people may sign in. */
  readonly isEmbedded?: boolean;
  /** Logs, metrics and traces of the process; unset: nothing is reported. */
  readonly observability?: Observability;
}

/** How the app is made that shows the registry to people. */
export interface PagesDefinition {
  readonly name: 'web';
  /** Lists its pages, and states its settings. */
  readonly module: Type;
  /** Makes the app; it does not listen yet. */
  readonly create: (runtime: PagesRuntime) => Promise<NestFastifyApplication>;
}
