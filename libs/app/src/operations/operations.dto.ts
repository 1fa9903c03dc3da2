import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';
import { apps } from '#config';
import { OneOf, OptionalProperty, PageQuery } from '#http';
import type { FailedJob } from '#jobs';
import type { DeadLetter, GroupLag } from '#messaging';
import { postgres, type PostgresType } from '#validation';

export const deadLetterStates = ['dead', 'parked'] as const;
const reasons = ['handler-failed', 'behind-parked', 'gap', 'not-an-event', 'schema-breach'] as const;

export class DeadLetterQuery extends PageQuery {
  @OneOf(deadLetterStates, { optional: true, description: 'In this state.' })
  state?: (typeof deadLetterStates)[number];

  @OptionalProperty({ description: 'Of one consumer group.', example: 'practices.members' })
  @IsString()
  @MaxLength(200)
  group?: string;
}

export class DeadLetterParams {
  @ApiProperty({ description: '`<app>:<uuid>`.', example: 'practices:01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11' })
  @IsString()
  @Matches(/^[a-z-]{1,40}:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, { message: 'id must be <app>:<uuid>' })
  id!: string;
}

export class DiscardDto {
  @ApiProperty({
    example: 'Sent by a broken test producer.',
    description: 'The reason; kept with the name of the caller.',
  })
  @IsString()
  @Matches(/\S/, { message: 'reason must not be blank' })
  @MaxLength(1_000)
  reason!: string;
}

export class DeadLetterView implements DeadLetter {
  @ApiProperty({ description: '`<app>:<uuid>`.', example: 'practices:01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11' })
  id!: string;
  @ApiProperty({ description: 'App of the consumer.', enum: apps }) app!: string;
  @ApiProperty({ description: 'Consumer group.', example: 'practices.members' }) group!: string;

  @ApiProperty({
    enum: deadLetterStates,
    description:
      '`parked`: retried at `nextAttemptAt` or, if that is null, when the event it waits for has arrived. `dead`: waits for a redrive.',
  })
  state!: 'dead' | 'parked';

  @ApiProperty({
    example: 'eu.lra-network.practice.published.v1',
    type: String,
    nullable: true,
    description: 'As stated by the message; null if absent.',
  })
  type!: string | null;

  @ApiProperty({
    example: '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11',
    type: String,
    nullable: true,
    description: 'The stream.',
  })
  subject!: string | null;
  @ApiProperty({ example: '7', type: String, nullable: true, description: 'Its number in the stream.' }) sequence!:
    string | null;
  @ApiProperty({ description: 'Where it came from.', example: 'lra.practices.practice' }) topic!: string;

  @ApiProperty({
    example: 'lra.practices.practice/3@1042',
    type: String,
    nullable: true,
    description: 'Where it was found: `topic/partition@offset`.',
  })
  origin!: string | null;

  @ApiProperty({
    enum: reasons,
    description:
      '`handler-failed`: the app could not apply it; `behind-parked`, `gap`: an earlier event of the stream waits or is missing; `not-an-event`: it cannot be read; `schema-breach`: its data violates the schema of its type.',
  })
  reason!: (typeof reasons)[number];

  @ApiProperty({ description: 'The failure in one sentence.', example: 'The data of the event violate its schema.' })
  detail!: string;
  @ApiProperty({ description: 'Number of attempts.', type: 'integer' }) attempts!: number;
  @ApiProperty({ description: 'Time of the next attempt.', type: String, format: 'date-time', nullable: true })
  nextAttemptAt!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
}

export class DeadLettersView {
  @ApiProperty({ type: [DeadLetterView], description: 'Oldest first.' }) items!: readonly DeadLetterView[];
  @ApiProperty({ type: String, nullable: true }) next!: string | null;
  @ApiProperty({ type: String, nullable: true }) previous!: string | null;
  @ApiPropertyOptional({ type: 'integer' }) total?: number;
}

export class RedriveView {
  @ApiProperty({
    enum: ['applied', 'failed', 'duplicate', 'waiting'],
    description:
      '`applied`: it took effect, and the events behind it follow; `failed`: it waits as before; `duplicate`: the stream was already past it, so it was removed; `waiting`: it waits for an earlier event.',
  })
  outcome!: string;

  @ApiPropertyOptional({ description: 'Why it failed.', example: 'The database does not respond.' }) detail?: string;
}

export class DiscardView {
  @ApiProperty({ description: 'It is gone.', enum: ['discarded'] }) outcome!: string;
}

export class ShardLeaseView {
  @ApiProperty({ description: 'Number of the part.', type: 'integer' }) shard!: number;
  @ApiProperty({ format: 'uuid', description: 'The relay that sends it.' }) owner!: string;
  @ApiProperty({ description: 'When another relay may take over.', format: 'date-time' }) expiresAt!: string;
}

export class GroupLagView implements GroupLag {
  @ApiProperty({ description: 'Consumer group.', example: 'practices.members' }) group!: string;
  @ApiProperty({
    description: 'Messages of its topics that it has not taken yet; null: the broker does not tell at present.',
    type: 'integer',
    nullable: true,
  })
  lag!: number | null;
}

export class OutboxView {
  @ApiProperty({ description: 'Whose outbox.', enum: apps }) app!: string;
  @ApiProperty({ type: 'integer', description: 'Events that are committed but not yet sent.' }) depth!: number;
  @ApiProperty({ example: 0.4, description: 'Age of the oldest one in seconds; 0 if there is none.' })
  oldestAgeSeconds!: number;
  @ApiProperty({ type: [ShardLeaseView], description: 'Parts of the outbox that a relay holds.' })
  leases!: ShardLeaseView[];
  @ApiProperty({ type: [GroupLagView], description: 'How far its consumer groups are behind.' })
  groups!: readonly GroupLagView[];
}

export class JobQuery extends PageQuery {
  @OptionalProperty({ description: 'Of one kind.', example: 'mail' })
  @IsString()
  @MaxLength(200)
  kind?: string;
}

export class JobView implements FailedJob {
  @ApiProperty({ description: '`<app>:<uuid>`.', example: 'network:01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11' })
  id!: string;
  @ApiProperty({ description: 'Whose job.', enum: apps }) app!: string;
  @ApiProperty({ description: 'What it does.', example: 'mail' }) kind!: string;
  @ApiProperty({ description: 'Number of attempts.', type: 'integer' }) attempts!: number;
  @ApiProperty({
    description:
      'The last failure: a code, or the safe part of the error. `process-ended`: its process ended three times.',
    example: 'EENVELOPE 550',
  })
  error!: string;
  @ApiProperty({ description: 'Time of the last attempt.', format: 'date-time' }) failedAt!: string;
}

export class JobsView {
  @ApiProperty({ type: [JobView], description: 'Oldest first.' }) items!: readonly JobView[];
  @ApiProperty({ type: String, nullable: true }) next!: string | null;
  @ApiProperty({ type: String, nullable: true }) previous!: string | null;
  @ApiPropertyOptional({ type: 'integer' }) total?: number;
}

export class JobRedriveView {
  @ApiProperty({
    enum: ['queued', 'replaced'],
    description:
      '`queued`: it runs again, with all its attempts; `replaced`: a later one with its key already waits, so it was removed.',
  })
  outcome!: string;
}

/** `<app>:<uuid>`. */
const isGatheredId = (text: string): boolean => {
  const [app = '', id = ''] = text.split(':', 2);
  return /^[a-z-]{1,40}$/.test(app) && postgres.uuid(id) && text === `${app}:${id}`;
};

/** A list to which every app contributes, in an order of which one cursor fits all apps. */
export interface GatheredList<T> {
  /** Its name in cursors. */
  readonly list: string;
  readonly types: readonly PostgresType[];
  /** What it is ordered by: for times RFC 3339 in UTC, so that texts compare as they do. */
  readonly placeOf: (item: T) => readonly string[];
}

const ofApps = { types: [postgres.timestamptz, isGatheredId] };

export const deadLetterList: GatheredList<DeadLetterView> = {
  ...ofApps,
  list: 'dead-letters',
  placeOf: ({ createdAt, id }) => [createdAt, id],
};

export const jobList: GatheredList<JobView> = {
  ...ofApps,
  list: 'jobs',
  placeOf: ({ failedAt, id }) => [failedAt, id],
};
