import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Controller, Get, Logger, Module, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler } from '@nestjs/cqrs';
import { IsBoolean, IsString } from 'class-validator';
import type { EntityManager, MigrationInterface, QueryRunner } from 'typeorm';
import { Feature } from '#app';
import { Allow, By, isOfOwnMember, isOwn, own, ownMemberOf, type Principal } from '#identity';
import { Problem } from '#problems';
import { testApp, type TestApp } from '#testing';
import { Body } from '#validation';
import { Handler } from './index.js';

class Things1764000000900 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table thing (name text not null)');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}

class ThingDto {
  @IsString() name!: string;
  /** Whether the author of the handler thought of the access rule. */
  @IsBoolean() asks!: boolean;
}

class MakeThing extends Command<object> {
  constructor(
    readonly thing: ThingDto,
    readonly by: Principal,
  ) {
    super();
  }
}

@CommandHandler(MakeThing)
class MakeThingHandler extends Handler<MakeThing, string> {
  protected override prepare({ thing }: MakeThing): string {
    return `prepared ${thing.name}`;
  }

  protected async handle({ thing, by }: MakeThing, tx: EntityManager, prepared: string) {
    await tx.query('insert into thing values ($1)', [thing.name]);
    if (thing.asks && !isOfOwnMember(by, memberId)) throw new Problem('thing.not-owner', 403, 'It is another’s.');
    return { prepared };
  }
}

/** Its author forgot to ask, and even to hand the caller on. */
class CountThing extends Command<object> {}

@CommandHandler(CountThing)
class CountThingHandler extends Handler<CountThing> {
  protected async handle(_: CountThing, tx: EntityManager) {
    await tx.query(`insert into thing values ('counted')`);
    return {};
  }
}

@Controller('things')
class ThingController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @Allow(own('member-editor'), 'steering')
  make(@Body() body: ThingDto, @By() by: Principal): Promise<object> {
    return this.commands.execute(new MakeThing(body, by));
  }

  @Post('count')
  @Allow(own('member-editor'), 'steering')
  count(): Promise<object> {
    return this.commands.execute(new CountThing());
  }

  @Get('own')
  @Allow(own('any-credential'))
  list(@By() by: Principal): object {
    return { of: ownMemberOf(by) };
  }

  @Get('all')
  @Allow(own('any-credential'))
  listAll(): object {
    return { of: 'everybody' };
  }

  @Get('copied')
  @Allow(own('any-credential'))
  copied(@By() by: Principal): object {
    return { isOwn: isOwn({ ...by }, 'somebody') };
  }
}

@Feature({ migrations: [Things1764000000900] })
@Module({ controllers: [ThingController], providers: [MakeThingHandler, CountThingHandler] })
class ThingModule {}

const memberId = '01995d3c-0000-7000-8000-000000000001';
const editor = { roles: ['member-editor' as const], memberId };
const other = { roles: ['member-editor' as const], memberId: '01995d3c-0000-7000-8000-000000000002' };

describe('A route for what is own', () => {
  const errors = jest.fn();
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp({ name: 'practices', module: ThingModule });
    Logger.overrideLogger({ log: jest.fn(), warn: jest.fn(), error: errors });
  });
  afterAll(() => app.close());
  beforeEach(async () => {
    errors.mockClear();
    await app.dataSource.query('delete from thing');
  });
  const make = (by: Partial<Principal>, asks: boolean, headers = {}) =>
    app.call('POST', '/things', { by, headers, body: { name: 'x', asks } });
  const things = async () => (await app.dataSource.query<unknown[]>('select name from thing')).length;

  it('commits what its handler does after asking whose it is', async () => {
    expect(await make(editor, true)).toMatchObject({ status: 201, body: { prepared: 'prepared x' } });
    expect(await things()).toBe(1);
  });

  it('rolls back what is another’s', async () => {
    expect(await make(other, true)).toMatchObject({ status: 403 });
    expect(await things()).toBe(0);
  });

  it.each([
    ['', {}],
    [', also with the stored answer of an Idempotency-Key', { 'idempotency-key': 'k' }],
  ])('rolls back, answers 500 and logs the route when its handler did not ask%s', async (_, headers) => {
    expect(await make(editor, false, headers)).toMatchObject({ status: 500, body: { code: 'internal-error' } });
    expect(await things()).toBe(0);
    expect(await app.dataSource.query('select 1 from idempotency_key')).toEqual([]);
    expect(String(errors.mock.calls[0]?.[0])).toContain('ThingController.make');
  });

  it('rolls back as well what was done by a command that does not say who gave it', async () => {
    expect(await app.call('POST', '/things/count', { by: editor })).toMatchObject({ status: 500 });
    expect(await things()).toBe(0);
    expect(await app.call('POST', '/things/count', { by: { roles: ['steering'] } })).toMatchObject({ status: 201 });
    expect(await things()).toBe(1);
  });

  it('asks nothing of a caller to whom it is open as a whole', async () => {
    expect(await make({ roles: ['steering'] }, false)).toMatchObject({ status: 201 });
    expect(await make({ roles: ['steering', 'member-editor'], memberId }, false)).toMatchObject({ status: 201 });
    expect(await things()).toBe(2);
    expect(errors).not.toHaveBeenCalled();
  });

  it('shows nothing to a reader either unless something has asked', async () => {
    expect(await app.call('GET', '/things/own', { by: editor })).toMatchObject({ status: 200, body: { of: memberId } });
    expect(await app.call('GET', '/things/copied', { by: editor })).toMatchObject({
      status: 200,
      body: { isOwn: false },
    });
    const shown = await app.call('GET', '/things/all', { by: editor });
    expect(shown).toMatchObject({ status: 500, body: { code: 'internal-error' } });
    expect(shown.body).not.toHaveProperty('of');
    expect(String(errors.mock.calls[0]?.[0])).toContain('ThingController.listAll');
  });
});
