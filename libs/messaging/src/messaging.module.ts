import {
  Inject,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { AppObservability } from '#observability';
import { EventConsumers } from './consumer/event-consumers.js';
import { MarkedMethods } from './marked-methods.js';
import { MessagingMetrics } from './messaging.metrics.js';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging.options.js';
import { ConsumerLag } from './operations/consumer-lag.js';
import { DeadLetters } from './operations/dead-letters.js';
import { Outbox } from './outbox/outbox.js';
import { Relay } from './outbox/relay.js';
import { Reactions } from './reactions/reactions.js';
import { RebuildRepository } from './rebuild/rebuild.repository.js';
import { RebuildWorker } from './rebuild/rebuild-worker.js';
import { Rebuilds } from './rebuild/rebuilds.js';

/** Gives an app its outbox with the relay, its reactions and its consumers. */
@Module({})
export class MessagingModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly relay: Relay;

  constructor(
    @Inject(MESSAGING_OPTIONS) { database, transport }: MessagingOptions,
    dataSource: DataSource,
    observability: AppObservability,
  ) {
    this.relay = new Relay(dataSource, database, transport, {}, observability);
  }

  static forApp(options: MessagingOptions): DynamicModule {
    return {
      module: MessagingModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [
        { provide: MESSAGING_OPTIONS, useValue: options },
        MarkedMethods,
        Reactions,
        Outbox,
        EventConsumers,
        ConsumerLag,
        DeadLetters,
        MessagingMetrics,
        RebuildRepository,
        Rebuilds,
        RebuildWorker,
      ],
      exports: [
        MESSAGING_OPTIONS,
        MarkedMethods,
        Outbox,
        Reactions,
        EventConsumers,
        ConsumerLag,
        DeadLetters,
        Rebuilds,
      ],
    };
  }

  onApplicationBootstrap(): Promise<void> {
    return this.relay.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.relay.stop();
  }
}
