import { Controller, Get, Headers } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { euLanguages, type EuLanguage, type Language } from '#contracts';
import { AlsoAs, Answer, Answers } from '#http';
import { Allow } from '#identity';
import { notValid } from '#problems';
import { Query } from '#validation';
import {
  PracticeStatisticsRepository,
  type Counting,
  type StatisticsDimension,
} from '../practice-statistics.repository.js';
import { statisticsChart, SVG } from '../statistics-chart.js';
import { CSV, prefersCsv, statisticsCsv } from '../statistics-csv.js';
import { wordsIn } from '../statistics-words.js';
import { PrioritiesQuery, StatisticsQuery, StatisticsView } from './statistics.dto.js';

const LIKE_THE_LIST =
  'Accepts the filters of the list of practices. `format=csv` or `Accept: text/csv` returns the table as CSV.';

/** The question of the view of priorities: what works where, and who paid. */
const priorities: readonly StatisticsDimension[] = ['theme', 'country', 'fundingSource'];

const varying = { vary: 'accept' };
const file = {
  'content-type': CSV,
  'content-disposition': 'attachment; filename="practice-statistics.csv"',
};
/** A picture stands in pages of others too. It has its style within, and loads nothing. */
const picture = {
  'content-type': SVG,
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'cross-origin',
};

@ApiTags('statistics')
@Controller('v1/statistics')
export class StatisticsController {
  constructor(private readonly statistics: PracticeStatisticsRepository) {}

  @Get('practices')
  @Allow('public')
  @ApiOperation({ summary: 'Count published practices by one or two dimensions', description: LIKE_THE_LIST })
  @AlsoAs('text/csv', 'image/svg+xml')
  @Answers(200, StatisticsView)
  practices(
    @Query() { by, endYearsFrom, ...query }: StatisticsQuery,
    @Headers('accept') accept: string | undefined,
  ): Promise<Answer> {
    return this.answer(query, { by, endYearsFrom }, accept);
  }

  @Get('practices/priorities')
  @Allow('public')
  @ApiOperation({
    summary: 'Count the practices with the good-practice label by theme, country and funding source',
    description: `Answers which practices were judged good, for what, where, and who paid. ${LIKE_THE_LIST}`,
  })
  @AlsoAs('text/csv')
  @Answers(200, StatisticsView)
  priorities(@Query() query: PrioritiesQuery, @Headers('accept') accept: string | undefined): Promise<Answer> {
    const { label = ['good-practice'], ...others } = query;
    return this.answer({ ...others, label }, { by: priorities }, accept, 'en');
  }

  /** @throws {Problem} 422 for a language without labels */
  private async answer(
    { format, bom, asOf, lang, ...filter }: Omit<StatisticsQuery, 'by' | 'endYearsFrom'>,
    counting: Pick<Counting, 'by' | 'endYearsFrom'>,
    accept: string | undefined,
    usual?: EuLanguage,
  ): Promise<Answer> {
    const form = format ?? (prefersCsv(accept) ? 'csv' : 'json');
    if (form === 'json') {
      return new Answer(await this.statistics.count({ ...counting, asOf, filter: { ...filter, lang } }), varying);
    }
    const language = labelLanguage(lang) ?? usual;
    const table = await this.statistics.count({ ...counting, asOf, filter });
    const headers = { ...varying, ...(language && { 'content-language': language }) };
    if (form === 'svg') {
      return new Answer(statisticsChart(table, wordsIn(language ?? 'en'), asOf), { ...headers, ...picture });
    }
    const csv = statisticsCsv(table, { words: language && wordsIn(language), bom });
    return new Answer(csv, { ...headers, ...file });
  }
}

/** @throws {Problem} 422 for other languages than the official ones of the EU */
function labelLanguage([lang]: readonly Language[] = []): EuLanguage | undefined {
  const language = euLanguages.find((one) => one === lang);
  if (lang !== undefined && language === undefined) {
    const detail = `Labels are in the official languages of the EU: lang must be one of ${euLanguages.join(', ')}.`;
    throw notValid([{ pointer: '/lang', code: 'lang', detail }]);
  }
  return language;
}
