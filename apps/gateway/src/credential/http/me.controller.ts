import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Waiting, WAITING_PATH, WaitingView, type WaitingsView } from '#app';
import { Clock, dayInBrussels } from '#database';
import { Answers } from '#http';
import { Allow, By, type Principal } from '#identity';
import { GatheredOperations } from '../../operations/gathered-operations.js';
import { RightsView } from '../../rights/rights.dto.js';

export class DueView extends WaitingView {
  @ApiProperty({ description: 'Whether the day on which the first is due has passed in Brussels.', example: false })
  overdue!: boolean;
}

export class MeView extends RightsView {
  @ApiProperty({ description: 'Kind of caller.', enum: ['client', 'person'] }) kind!: string;
  @ApiProperty({ example: '01995d3c-6f2a-7c1e-8f00-0d5f5f3f9f11' }) id!: string;
  @ApiProperty({ description: 'Name of the client or person.', example: 'Registry of the City of Tampere' })
  name!: string;
  @ApiProperty({
    type: [DueView],
    description: 'What waits for the caller to act: what is due first, then what has waited longest.',
  })
  waiting!: DueView[];
  @ApiProperty({ example: [], type: [String], description: 'Apps that did not respond; what waits there is missing.' })
  unavailable!: string[];
}

@ApiTags('credentials')
@Controller('v1/me')
export class MeController {
  constructor(
    private readonly own: Waiting,
    private readonly gathered: GatheredOperations,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Allow('any-credential')
  @ApiOperation({ summary: 'Who the caller is, what they may do, and what waits for them' })
  @Answers(200, MeView)
  async me(@By() by: Principal): Promise<MeView> {
    const { kind, id, name, roles: own, memberId, affiliation, grants: given } = by;
    const { parts, unavailable } = await this.gathered.gather<WaitingsView>(WAITING_PATH, {}, by, () =>
      this.own.of(by),
    );
    const today = dayInBrussels(this.clock.now());
    return {
      kind,
      id,
      name,
      roles: own,
      memberId: memberId ?? null,
      affiliation: affiliation ?? null,
      grants: given,
      waiting: together(parts.flatMap(({ items }) => items)).map((one) =>
        Object.assign(new DueView(), one, { overdue: one.due !== null && one.due < today }),
      ),
      unavailable: [...unavailable],
    };
  }
}

/** The apps' parts of one list are one entry. */
function together(parts: readonly WaitingView[]): WaitingView[] {
  const byList = new Map<string, WaitingView>();
  for (const part of parts) {
    const known = byList.get(part.list);
    byList.set(part.list, known ? added(known, part) : part);
  }
  return [...byList.values()].sort((a, b) => placeOf(a).localeCompare(placeOf(b)));
}

const added = (one: WaitingView, other: WaitingView): WaitingView =>
  Object.assign(new WaitingView(), one, {
    count: one.count + other.count,
    due: [one.due, other.due].flatMap((due) => due ?? []).sort()[0] ?? null,
    since: [one.since, other.since].sort()[0],
  });

const placeOf = ({ due, since }: WaitingView): string => `${due ?? '9999-12-31'} ${since}`;
