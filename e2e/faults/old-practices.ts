import type { Type } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants.js';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { featureOf } from '#app';
import { runAlone } from '#runtime';
import { PracticeModule } from '../../apps/practices/src/practice/practice.module.js';
import { VersionsInWork1764000200162 } from '../../apps/practices/src/migrations/1764000200162-versions-in-work.js';
import { MergerReasons1764000200541 } from '../../apps/practices/src/migrations/1764000200541-merger-reasons.js';
import { QuickFolding1764000200600 } from '../../apps/practices/src/migrations/1764000200600-quick-folding.js';
import { StatisticsModule } from '../../apps/practices/src/statistics/statistics.module.js';
import { PracticeHistoryController } from '../../apps/practices/src/practice/http/practice-history.controller.js';
import {
  PracticeHistoryRepository,
  type StepTold,
} from '../../apps/practices/src/practice/practice-history.repository.js';
import { practicesApp } from '../../apps/practices/src/practices.app.js';

/** Neither stores nor returns steps: their table does not exist yet. */
class NoHistory extends PracticeHistoryRepository {
  override storing(): [] {
    return [];
  }

  override since(): Promise<StepTold[]> {
    return Promise.resolve([]);
  }
}

/** The same migration where there are no earlier steps to read. */
function withoutSteps(migration: Type<MigrationInterface>): Type<MigrationInterface> {
  return class extends migration {
    override readonly name = migration.name;

    override async up(runner: QueryRunner): Promise<void> {
      await runner.query(
        `create temporary table if not exists practice_step
           (practice_id uuid, revision integer, version integer, kind text, pointers text[], reason text, at timestamptz) on commit drop`,
      );
      await super.up(runner);
    }
  };
}

// The practices app before practices had a history: the same source without what makes the table of steps, changes it or
// builds on a change of it, and with everything that uses it switched off.
const onlyReading: readonly unknown[] = [VersionsInWork1764000200162, MergerReasons1764000200541];
for (const module of [PracticeModule, StatisticsModule]) {
  const migrations = featureOf(module).migrations as Type<MigrationInterface>[];
  for (const migration of [...migrations]) {
    const at = migrations.indexOf(migration);
    if (onlyReading.includes(migration)) migrations[at] = withoutSteps(migration);
    else if (migration === QuickFolding1764000200600 || String(migration).includes('practice_step'))
      migrations.splice(at, 1);
  }
}
const listed = (key: string): unknown[] => Reflect.getMetadata(key, PracticeModule) as Type[];
const controllers = listed(MODULE_METADATA.CONTROLLERS);
controllers.splice(controllers.indexOf(PracticeHistoryController), 1);
const providers = listed(MODULE_METADATA.PROVIDERS);
providers.splice(providers.indexOf(PracticeHistoryRepository), 1, {
  provide: PracticeHistoryRepository,
  useClass: NoHistory,
});

await runAlone(practicesApp);
