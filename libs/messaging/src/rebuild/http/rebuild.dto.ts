import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';
import type { App } from '#config';
import type { Rebuild } from '../rebuild.repository.js';

export class RebuildDto {
  @ApiProperty({ description: 'The group, `<app>.<name>`.', example: 'practices.members' })
  @IsString()
  @MaxLength(200)
  group!: string;
}

/** Ids of jobs name the app, so that the gateway knows which app to call. */
const ID = /^([a-z]+):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export class RebuildParams {
  @ApiProperty({ description: '`<app>:<uuid>`.', example: 'practices:01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11' })
  @IsString()
  @Matches(ID, { message: 'id must be <app>:<uuid>' })
  id!: string;
}

/** The parts of an id that `RebuildParams` has accepted. */
export function partsOfId(id: string): { app: string; uuid: string } {
  const [, app = '', uuid = ''] = ID.exec(id) ?? [];
  return { app, uuid };
}

export class RebuildView {
  @ApiProperty({ description: '`<app>:<uuid>`.', example: 'practices:01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11' })
  id!: string;
  @ApiProperty({ description: 'The consumer group.', example: 'practices.members' }) group!: string;
  @ApiProperty({ description: 'Its progress.', enum: ['running', 'done', 'failed'] }) state!: string;
  @ApiProperty({ type: Number, nullable: true, description: 'Things in all.' }) total!: number | null;
  @ApiProperty({ description: 'Things looked at.' }) processed!: number;
  @ApiProperty({ description: 'Things whose state was new to the group.' }) applied!: number;
  @ApiProperty({ description: 'Waiting events and dead letters that the current state replaced.' }) discarded!: number;
  @ApiProperty({ description: 'Things whose state the group refused.' }) failed!: number;
  @ApiProperty({
    example: 'The owner does not respond.',
    type: String,
    nullable: true,
    description: 'The first reason of a failure.',
  })
  detail!: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) finishedAt!: string | null;
}

export const toRebuildView = (app: App, rebuild: Rebuild): RebuildView => ({
  ...rebuild,
  id: `${app}:${rebuild.id}`,
  createdAt: rebuild.createdAt.toISOString(),
  finishedAt: rebuild.finishedAt?.toISOString() ?? null,
});

export class RebuildsView {
  @ApiProperty({ example: ['practices.members'], type: [String], description: 'Known groups.' })
  groups!: string[];
  @ApiProperty({ type: [RebuildView], description: 'Newest first.' }) items!: RebuildView[];
}
