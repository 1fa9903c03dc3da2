import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { SNAPSHOT_PAGE, type DomainEvent, type SnapshotItem, type SnapshotPage } from '#contracts';
import { newId, type AppDatabase } from '#database';

/** Parameters of an owner's snapshot. */
export class SnapshotQuery {
  @ApiPropertyOptional({ description: '`next` of the previous page.' })
  @IsOptional()
  @IsUUID()
  after?: string;

  @ApiPropertyOptional({ default: SNAPSHOT_PAGE })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' && /^\d{1,4}$/.test(value) ? +value : value))
  @IsInt()
  @Min(1)
  @Max(SNAPSHOT_PAGE)
  limit?: number;
}

/** An owner's state of one stream, read in one statement so that state and number fit. */
export interface PresentState {
  readonly subject: string;
  readonly sequence: string;
  /** The latest public event with the present state, and when it happened; undefined: nothing of the stream is public. */
  readonly latest: { readonly event: DomainEvent; readonly at: Date } | undefined;
}

/** The page, from up to one state more than `limit`: the extra one means that there is a next page. */
export function snapshotPage(
  app: AppDatabase['app'],
  states: readonly PresentState[],
  limit: number,
  total: number,
): SnapshotPage {
  const shown = states.slice(0, limit);
  const next = states.length > limit ? (shown.at(-1)?.subject ?? null) : null;
  return { items: shown.map((state) => toItem(app, state)), next, total };
}

function toItem(app: AppDatabase['app'], { subject, sequence, latest }: PresentState): SnapshotItem {
  if (!latest) return { subject, sequence };
  const { type, data } = latest.event;
  return {
    subject,
    sequence,
    event: {
      specversion: '1.0',
      id: newId(), // created now, from the present state: no event of the outbox is the same
      source: `/${app}`,
      type,
      subject,
      time: latest.at.toISOString(),
      datacontenttype: 'application/json',
      sequence,
      data,
    },
  };
}
