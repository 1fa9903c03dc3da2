import { Module } from '@nestjs/common';
import { BounceModule } from './bounce/bounce.module.js';
import { DeliveryModule } from './delivery/delivery.module.js';
import { SubscriptionModule } from './subscription/subscription.module.js';

/** Subscriptions and their delivery. */
@Module({ imports: [SubscriptionModule, DeliveryModule, BounceModule] })
export class NotificationsModule {}
