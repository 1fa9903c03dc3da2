import type { Type } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/constants.js';
import type { QueryRunner } from 'typeorm';
import { featureOf } from '#app';
import { runAlone } from '#runtime';
import { PracticeModule } from '../../apps/practices/src/practice/practice.module.js';
import { PracticeHistory1764000200020 } from '../../apps/practices/src/migrations/1764000200020-practice-history.js';
import { VersionsInWork1764000200162 } from '../../apps/practices/src/migrations/1764000200162-versions-in-work.js';
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

/** Reads the earlier steps, of which there are none. */
class VersionsInWorkWithoutSteps extends VersionsInWork1764000200162 {
  readonly name = VersionsInWork1764000200162.name;

  override async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `create temporary table practice_step (practice_id uuid, version integer, kind text, pointers text[], at timestamptz)
         on commit drop`,
    );
    await super.up(runner);
  }
}

// The practices app before practices had a history: the same source without that migration, and with everything that
// uses it switched off.
const migrations = featureOf(PracticeModule).migrations as unknown[];
migrations.splice(migrations.indexOf(PracticeHistory1764000200020), 1);
migrations.splice(migrations.indexOf(VersionsInWork1764000200162), 1, VersionsInWorkWithoutSteps);
const listed = (key: string): unknown[] => Reflect.getMetadata(key, PracticeModule) as Type[];
const controllers = listed(MODULE_METADATA.CONTROLLERS);
controllers.splice(controllers.indexOf(PracticeHistoryController), 1);
const providers = listed(MODULE_METADATA.PROVIDERS);
providers.splice(providers.indexOf(PracticeHistoryRepository), 1, {
  provide: PracticeHistoryRepository,
  useClass: NoHistory,
});

await runAlone(practicesApp);
