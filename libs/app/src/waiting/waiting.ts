import { Controller, Get, Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { waitingKinds, type WaitingKind } from '#contracts';
import { Seek } from '#database';
import { Answers, type Listed } from '#http';
import { Allow, By, type Principal } from '#identity';
import { MarkedMethods, type Marks } from '#messaging';

/** Where each app tells it. */
export const WAITING_PATH = '/v1/waiting';

/** Things of one kind that wait for somebody. */
export class WaitingView {
  @ApiProperty({ enum: waitingKinds, description: 'What they are, and so what is to be done.' }) kind!: WaitingKind;
  @ApiProperty({ type: 'integer', minimum: 1, description: 'How many: the `total` of `list`.', example: 3 })
  count!: number;
  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'The first day on which one of them is due; null when none has such a day.',
    example: '2027-03-31',
  })
  due!: string | null;
  @ApiProperty({ type: String, format: 'date-time', description: 'Since when the first of them has waited.' })
  since!: string;
  @ApiProperty({
    description: 'The list of exactly these things.',
    example: '/v1/practices?waitingFor=me&status=submitted',
  })
  list!: string;
}

export class WaitingsView {
  @ApiProperty({ type: [WaitingView], description: 'One for each kind.' }) items!: WaitingView[];
}

const Mark = DiscoveryService.createDecorator<true>();

/** Marks a provider's method that tells what of its feature waits for a principal; a count of 0 is left out. */
export const TellsWaiting = (): Marks<(by: Principal) => Promise<readonly WaitingView[]>> => Mark(true);

/** What waits in a list that has the oldest first. */
export async function waitingIn<T>(
  kind: WaitingKind,
  list: string,
  listed: Listed<T>,
  since: (oldest: T) => Date | string,
): Promise<WaitingView[]> {
  const [oldest] = await listed.read(new Seek(), 1);
  if (oldest === undefined) return [];
  return [{ kind, count: await listed.count(), due: null, since: new Date(since(oldest)).toISOString(), list }];
}

/** What waits for a principal in one app. */
@Injectable()
export class Waiting implements OnModuleInit {
  private tellers: readonly ((by: Principal) => Promise<readonly WaitingView[]>)[] = [];

  constructor(private readonly marked: MarkedMethods) {}

  onModuleInit(): void {
    this.tellers = this.marked.with(Mark).map(({ call }) => call as (by: Principal) => Promise<readonly WaitingView[]>);
  }

  async of(by: Principal): Promise<WaitingsView> {
    const told = await Promise.all(this.tellers.map((tell) => tell(by)));
    return { items: told.flat().filter(({ count }) => count > 0) };
  }
}

/** One app's part. The gateway gathers them for `GET /v1/me`, and does not pass this address on. */
@ApiTags('credentials')
@Controller(WAITING_PATH.slice(1))
export class WaitingController {
  constructor(private readonly waiting: Waiting) {}

  @Get()
  @Allow('any-credential')
  @ApiOperation({ summary: 'What waits for the caller to act' })
  @Answers(200, WaitingsView)
  tell(@By() by: Principal): Promise<WaitingsView> {
    return this.waiting.of(by);
  }
}
