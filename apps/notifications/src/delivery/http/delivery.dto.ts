import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';
import { IsMoment, OptionalProperty, PageQuery, QueryCodes } from '#http';
import { meansSomeType } from '../../subscription/event-filter.js';
import type { DeliveryFilter, DeliveryRow } from '../delivery.repository.js';

const states = ['pending', 'gathered', 'delivered', 'failed'] as const;

export class DeliveryQuery extends PageQuery {
  @QueryCodes(states, { description: 'Deliveries in these states.' })
  state?: string[];

  @OptionalProperty({
    description: 'Of events of this type; `*` matches anything.',
    example: 'eu.lra-network.practice.*',
  })
  @ValidateBy({
    name: 'event-type',
    validator: {
      validate: (value) => typeof value === 'string' && (meansSomeType(value) || meansSomeType(value, 'step')),
      defaultMessage: () => 'type must be an event type, or a pattern that matches one',
    },
  })
  type?: string;

  @OptionalProperty({ description: 'Queued then or later.', example: '2026-03-01T12:00:00Z' })
  @IsMoment()
  since?: string;

  @OptionalProperty({ description: 'Queued before.', example: '2026-03-02T12:00:00Z' })
  @IsMoment()
  until?: string;
}

export const toDeliveryFilter = ({ state, type, since, until }: DeliveryQuery): DeliveryFilter => ({
  states: state,
  type,
  since: since ? new Date(since) : undefined,
  until: until ? new Date(until) : undefined,
});

export class DeliveryCountsView {
  @ApiProperty({ description: 'Being attempted, or to be.', type: 'integer' }) pending!: number;
  @ApiProperty({ description: 'Waiting for the next mail of their subscriptions.', type: 'integer' }) gathered!: number;
  @ApiProperty({ description: 'Accepted by their receivers.', type: 'integer' }) delivered!: number;
  @ApiProperty({ description: 'Given up.', type: 'integer' }) failed!: number;
  @ApiProperty({ description: 'Each is counted up to this number.', type: 'integer', example: 10000 }) upTo!: number;
}

export class AttemptView {
  @ApiProperty({ description: '1 for the first attempt.', minimum: 1 }) number!: number;
  @ApiProperty({ description: 'When it was made.', format: 'date-time' }) at!: Date;
  @ApiProperty({ example: 204, type: Number, nullable: true, description: 'HTTP status, when one arrived.' }) status!:
    number | null;
  @ApiProperty({
    description: 'What went wrong; null if it was delivered.',
    type: String,
    nullable: true,
    example: 'webhook.timeout',
  })
  error!: string | null;
  @ApiProperty({ example: 120, description: 'Milliseconds.' }) durationMs!: number;
  @ApiProperty({
    description: 'The first 2 kB of what the receiver answered; kept for a week.',
    type: String,
    nullable: true,
    example: 'Unauthorized',
  })
  response!: string | null;
}

export class DeliveryView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid', description: 'Also the `webhook-id` of every attempt.' }) eventId!: string;
  @ApiProperty({ description: 'Type of the event.', example: 'eu.lra-network.practice.published.v1' }) type!: string;
  @ApiProperty({ format: 'uuid', description: 'The subject of the event.' }) subject!: string;
  @ApiProperty({ description: 'Number of the event in the stream of its subject.', example: '7' }) sequence!: string;
  @ApiProperty({ description: 'Its state; `pending`: it is being attempted or will be.', enum: states }) state!: string;
  @ApiProperty({ description: 'All attempts, earliest first.', type: [AttemptView] })
  attempts!: readonly AttemptView[];
  @ApiProperty({ description: 'Time of the next attempt; null if there is none.', type: Date, nullable: true })
  nextAttemptAt!: Date | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: Date;
  @ApiProperty({ description: 'When the receiver accepted it.', type: Date, nullable: true }) deliveredAt!: Date | null;
  @ApiProperty({ description: 'When a recovery or redelivery last queued it again.', type: Date, nullable: true })
  replayedAt!: Date | null;
}

export const toDeliveryView = ({
  id, eventId, type, subject, sequence, state, attempts, nextAttemptAt, createdAt, deliveredAt, replayedAt,
}: DeliveryRow): DeliveryView => ({
  id, eventId, type, subject, sequence, state, attempts, nextAttemptAt, createdAt, deliveredAt, replayedAt,
}); // prettier-ignore
