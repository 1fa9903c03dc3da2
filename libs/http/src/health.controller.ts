import { Controller, Get, Inject, Optional } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Allow } from '#identity';
import { Problem } from '#problems';
import { Ending } from './draining.js';
import { Answers, Fails } from './openapi/answers.js';

/** Names of what an app needs besides its database and cannot reach at present; empty when it needs nothing else. */
export type AwayDependencies = () => Promise<readonly string[]>;

export const AWAY_DEPENDENCIES = Symbol('away dependencies');

export class HealthView {
  @ApiProperty({ description: 'Healthy.', enum: ['ok'] }) status!: 'ok';
}

/** Tells supervisors whether the process runs and whether it can do its work. */
@ApiTags('operations')
@Controller('health')
export class HealthController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ending: Ending,
    @Optional() @Inject(AWAY_DEPENDENCIES) private readonly awayDependencies?: AwayDependencies,
  ) {}

  @Get('live')
  @Allow('public')
  @ApiOperation({ summary: 'Check whether the process runs' })
  @Answers(200, HealthView)
  live(): HealthView {
    return { status: 'ok' };
  }

  @Get('ready')
  @Allow('public')
  @ApiOperation({ summary: 'Check whether requests can be served; a failure names what is unavailable' })
  @Answers(200, HealthView)
  @Fails(503, { 'service.not-ready': 'These do not respond: database.' })
  async ready(): Promise<HealthView> {
    if (this.ending.hasBegun) throw notReady('This instance is stopping.', []);
    const [hasDatabase, dependencies] = await Promise.all([
      this.dataSource.query('select 1').then(
        () => true,
        () => false,
      ),
      this.awayDependencies?.() ?? [],
    ]);
    const away = hasDatabase ? dependencies : ['database', ...dependencies];
    if (away.length === 0) return { status: 'ok' };
    throw notReady(`These do not respond: ${away.join(', ')}.`, away);
  }
}

const notReady = (detail: string, away: readonly string[]): Problem =>
  new Problem('service.not-ready', 503, detail, { headers: { 'retry-after': '1' }, members: { away } });
