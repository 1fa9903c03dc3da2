import { Controller, Get, Headers } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { AlsoAs, Answer, Answers } from '#http';
import { Allow } from '#identity';
import { Query } from '#validation';
import { PracticeStatisticsRepository } from '../practice-statistics.repository.js';
import { CSV, prefersCsv, statisticsCsv } from '../statistics-csv.js';
import { StatisticsQuery, StatisticsView } from './statistics.dto.js';

@ApiTags('statistics')
@Controller('v1/statistics')
export class StatisticsController {
  constructor(private readonly statistics: PracticeStatisticsRepository) {}

  @Get('practices')
  @Allow('public')
  @ApiOperation({
    summary: 'Count published practices by one or two dimensions',
    description: 'Accepts the filters of the list of practices. `Accept: text/csv` returns the table as CSV.',
  })
  @AlsoAs('text/csv')
  @Answers(200, StatisticsView)
  async practices(@Query() query: StatisticsQuery, @Headers('accept') accept: string | undefined): Promise<Answer> {
    const { by, endYearsFrom, asOf, ...filter } = query;
    const table = await this.statistics.count({ by, filter, endYearsFrom, asOf });
    if (!prefersCsv(accept)) return new Answer(table, { vary: 'accept' });
    return new Answer(statisticsCsv(table), {
      'content-type': CSV,
      'content-disposition': 'attachment; filename="practice-statistics.csv"',
      vary: 'accept',
    });
  }
}
