import { StatisticsController } from './http/statistics.controller.js';
import { PracticeStatistics } from './practice-statistics.js';

/** What the app's module takes over from this feature. */
export const statisticsControllers = [StatisticsController];
export const statisticsProviders = [PracticeStatistics];
