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
import { CSV, prefersCsv, statisticsCsv } from '../statistics-csv.js';
import { wordsIn } from '../statistics-words.js';
import { PrioritiesQuery, StatisticsQuery, StatisticsView } from './statistics.dto.js';

const LIKE_THE_LIST =
  'Accepts the filters of the list of practices. `format=csv` or `Accept: text/csv` returns the table as CSV.';

/** The question of the view of priorities: what works where, and who paid. */
const priorities: readonly StatisticsDimension[] = ['theme', 'country', 'fundingSource'];

@ApiTags('statistics')
@Controller('v1/statistics')
export class StatisticsController {
  constructor(private readonly statistics: PracticeStatisticsRepository) {}

  @Get('practices')
  @Allow('public')
  @ApiOperation({ summary: 'Count published practices by one or two dimensions', description: LIKE_THE_LIST })
  @AlsoAs('text/csv')
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
    { format, bom, asOf, lang, ...filter }: PrioritiesQuery,
    counting: Pick<Counting, 'by' | 'endYearsFrom'>,
    accept: string | undefined,
    usual?: EuLanguage,
  ): Promise<Answer> {
    const isJson = (format ?? (prefersCsv(accept) ? 'csv' : 'json')) === 'json';
    const language = isJson ? undefined : (labelLanguage(lang) ?? usual);
    const table = await this.statistics.count({ ...counting, asOf, filter: isJson ? { ...filter, lang } : filter });
    if (isJson) return new Answer(table, { vary: 'accept' });
    return new Answer(statisticsCsv(table, { words: language && wordsIn(language), bom }), {
      'content-type': CSV,
      'content-disposition': 'attachment; filename="practice-statistics.csv"',
      vary: 'accept',
      ...(language && { 'content-language': language }),
    });
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
