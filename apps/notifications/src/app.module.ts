import { Module } from '@nestjs/common';
import { DeliveryModule } from './delivery/delivery.module.js';
import { SubscriptionModule } from './subscription/subscription.module.js';

/** Subscriptions and their delivery. */
@Module({ imports: [SubscriptionModule, DeliveryModule] })
export class NotificationsModule {}
