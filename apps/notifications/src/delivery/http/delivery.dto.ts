import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { PageQuery, QueryCodes } from '#http';
import type { DeliveryRow } from '../delivery.repository.js';

const states = ['pending', 'delivered', 'failed'] as const;

export class DeliveryParams {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id!: string;
}

export class DeliveryQuery extends PageQuery {
  @ApiPropertyOptional({ enum: states, isArray: true })
  @QueryCodes(states)
  state?: string[];
}

export class AttemptView {
  @ApiProperty({ minimum: 1 }) number!: number;
  @ApiProperty({ format: 'date-time' }) at!: Date;
  @ApiProperty({ type: Number, nullable: true, description: 'HTTP status, when one arrived.' }) status!: number | null;
  @ApiProperty({ type: String, nullable: true, example: 'webhook.timeout' }) error!: string | null;
  @ApiProperty({ description: 'Milliseconds.' }) durationMs!: number;
}

export class DeliveryView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid', description: 'Also the `webhook-id`, in every attempt.' }) eventId!: string;
  @ApiProperty({ example: 'eu.lra-network.practice.published.v1' }) type!: string;
  @ApiProperty({ format: 'uuid', description: 'The thing that the event is about.' }) subject!: string;
  @ApiProperty({ description: 'Number of the event in the stream of its subject.', example: '7' }) sequence!: string;
  @ApiProperty({ enum: states }) state!: string;
  @ApiProperty({ type: [AttemptView] }) attempts!: readonly AttemptView[];
  @ApiProperty({ type: Date, nullable: true }) nextAttemptAt!: Date | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: Date;
  @ApiProperty({ type: Date, nullable: true }) deliveredAt!: Date | null;
}

export const toDeliveryView = ({
  id, eventId, type, subject, sequence, state, attempts, nextAttemptAt, createdAt, deliveredAt,
}: DeliveryRow): DeliveryView => ({
  id, eventId, type, subject, sequence, state, attempts, nextAttemptAt, createdAt, deliveredAt,
}); // prettier-ignore
