import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { StatisticsController } from './http/statistics.controller.js';
import { PracticeStatisticsRepository } from './practice-statistics.repository.js';

/** Counts of published practices. */
@Feature({ paths: ['/v1/statistics'], tags: { statistics: 'Counts of published practices.' } })
@Module({ controllers: [StatisticsController], providers: [PracticeStatisticsRepository] })
export class StatisticsModule {}
