import { Controller, Get } from '@nestjs/common';
import { Ending } from '#http';
import { ServiceAway } from '#problems';

/** As that of the other apps; the pages need no database, and say themselves when the API is away. */
@Controller('health')
export class HealthController {
  constructor(private readonly ending: Ending) {}

  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  ready(): { status: 'ok' } {
    if (this.ending.hasBegun) throw new ServiceAway('This instance is stopping.');
    return { status: 'ok' };
  }
}
