import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { MembersModule } from '../members/members.module.js';
import { Practices1764000200000 } from '../migrations/1764000200000-practices.js';
import { PracticeHistory1764000200020 } from '../migrations/1764000200020-practice-history.js';
import { Mergers1764000200070 } from '../migrations/1764000200070-mergers.js';
import { VersionsInWork1764000200162 } from '../migrations/1764000200162-versions-in-work.js';
import { SearchedWords1764000200170 } from '../migrations/1764000200170-searched-words.js';
import { PracticeSearch1764000200200 } from '../migrations/1764000200200-practice-search.js';
import { Facets1764000200400 } from '../migrations/1764000200400-facets.js';
import { PublicPractices1764000200410 } from '../migrations/1764000200410-public-practices.js';
import { SearchTerms1764000200420 } from '../migrations/1764000200420-search-terms.js';
import { MoreFacets1764000200430 } from '../migrations/1764000200430-more-facets.js';
import { OwnerNames1764000200520 } from '../migrations/1764000200520-owner-names.js';
import { MergerReasons1764000200541 } from '../migrations/1764000200541-merger-reasons.js';
import { PublicReadings1764000200560 } from '../migrations/1764000200560-public-readings.js';
import { Ordinals1764000200580 } from '../migrations/1764000200580-ordinals.js';
import { QuickFolding1764000200600 } from '../migrations/1764000200600-quick-folding.js';
import { SavedWhileWriting1764000201100 } from '../migrations/1764000201100-saved-while-writing.js';
import { StepsByTime1764000201410 } from '../migrations/1764000201410-steps-by-time.js';
import { Ids1764000201300 } from '../migrations/1764000201300-ids.js';
import { PracticeWords1764000200800 } from '../migrations/1764000200800-practice-words.js';
import { SearchTermPlannedOnce1764000200581 } from '../migrations/1764000200581-search-term-planned-once.js';
import { ReadingModule } from '../reading/reading.module.js';
import { ActingOnPractice } from './acting-on-practice.js';
import { ChangePracticeHandler } from './change-practice/change-practice.js';
import { CreatePracticeHandler } from './create-practice/create-practice.js';
import { PracticeHistoryController } from './http/practice-history.controller.js';
import { PracticeStepController } from './http/practice-step.controller.js';
import { PracticeController } from './http/practice.controller.js';
import { Highlights } from './highlights.js';
import { MergePracticeHandler, ReverseMergerHandler } from './merge-practice/merge-practice.js';
import { OwnerNames } from './owner-names.js';
import { PracticeEditing } from './practice-editing.js';
import { PracticeVersion } from './practice-version.js';
import { PracticeHistoryRepository } from './practice-history.repository.js';
import { Practice } from './practice.js';
import { PracticeIndex } from './practice-index.js';
import { PracticeListRepository } from './practice-list.repository.js';
import { PracticesWaiting } from './practices-waiting.js';
import { ReadyPractices } from './http/ready-practices.js';
import { PublicPractices } from './public-practices.js';
import { practiceRecords } from './practice.records.js';
import { PracticeRepository } from './practice.repository.js';
import { practiceWorkflow } from './practice.workflow.js';
import { RevisePracticeHandler } from './revise-practice/revise-practice.js';
import { PracticeSnapshotController } from './snapshot/practice-snapshot.controller.js';
import { PracticeSnapshot } from './snapshot/practice-snapshot.js';

/** The registry of practices: their versions, steps and mergers, and how they are found. */
@Feature({
  entities: [Practice, PracticeVersion],
  migrations: [
    Practices1764000200000,
    PracticeHistory1764000200020,
    Mergers1764000200070,
    VersionsInWork1764000200162,
    SearchedWords1764000200170,
    PracticeSearch1764000200200,
    Facets1764000200400,
    PublicPractices1764000200410,
    SearchTerms1764000200420,
    MoreFacets1764000200430,
    OwnerNames1764000200520,
    MergerReasons1764000200541,
    PublicReadings1764000200560,
    Ordinals1764000200580,
    QuickFolding1764000200600,
    SavedWhileWriting1764000201100,
    PracticeWords1764000200800,
    SearchTermPlannedOnce1764000200581,
    Ids1764000201300,
    StepsByTime1764000201410,
  ],
  personal: practiceRecords,
  paths: ['/v1/practices', '/v1/practice-steps', '/v1/exports'],
  tags: { practices: 'The registry of practices.' },
  workflows: [
    {
      title: 'Practice',
      about:
        'The states are those of one version: a published practice may have a version in work beside it. `owner` is an editor of the owning member, `steering` the steering committee or its secretariat. `complete`: nothing that publication needs is missing; `first`: no version was ever published.',
      first: 'draft',
      workflow: practiceWorkflow,
    },
  ],
})
@Module({
  imports: [MembersModule, ReadingModule],
  controllers: [PracticeController, PracticeHistoryController, PracticeStepController, PracticeSnapshotController],
  providers: [
    PracticeRepository,
    PracticeHistoryRepository,
    PracticeListRepository,
    PublicPractices,
    ReadyPractices,
    Highlights,
    PracticeIndex,
    OwnerNames,
    PracticesWaiting,
    PracticeSnapshot,
    PracticeEditing,
    CreatePracticeHandler,
    ChangePracticeHandler,
    RevisePracticeHandler,
    MergePracticeHandler,
    ReverseMergerHandler,
    ActingOnPractice,
  ],
  exports: [
    PracticeRepository,
    PracticeIndex,
    PracticeListRepository,
    PublicPractices,
    PracticeHistoryRepository,
    PracticeEditing,
    ActingOnPractice,
  ],
})
export class PracticeModule {}
