import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { GatheredOperations } from './gathered-operations.js';
import { OperationsRoutingController } from './operations-routing.controller.js';
import { RebuildRoutingController } from './rebuild-routing.controller.js';

/** What operators see and do, gathered from all apps. */
@Feature({ tags: { operations: 'For operators.' } })
@Module({
  controllers: [OperationsRoutingController, RebuildRoutingController],
  providers: [GatheredOperations],
  exports: [GatheredOperations],
})
export class OperationsModule {}
