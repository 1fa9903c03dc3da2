import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { PublicMoments1764000200500 } from '../migrations/1764000200500-public-moments.js';
import { StatisticsController } from './http/statistics.controller.js';
import { PracticeModule } from '../practice/practice.module.js';
import { PracticeStatisticsRepository } from './practice-statistics.repository.js';

/** Counts of published practices. */
@Feature({
  migrations: [PublicMoments1764000200500],
  paths: ['/v1/statistics'],
  tags: { statistics: 'Counts of published practices.' },
})
@Module({ imports: [PracticeModule], controllers: [StatisticsController], providers: [PracticeStatisticsRepository] })
export class StatisticsModule {}
