import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { Adoption } from './adoption/adoption.js';
import { adoptionControllers, adoptionProviders } from './adoption/adoption.providers.js';
import { Assessment } from './assessment/assessment.js';
import { assessmentControllers, assessmentProviders } from './assessment/assessment.providers.js';
import { federationControllers, federationProviders } from './federation/federation.providers.js';
import { importControllers, importProviders } from './import/import.providers.js';
import { Member } from './members/member.js';
import { MembersRepository } from './members/members.repository.js';
import { Practices1764000200000 } from './migrations/1764000200000-practices.js';
import { Imports1764000200001 } from './migrations/1764000200001-imports.js';
import { Adoptions1764000200041 } from './migrations/1764000200041-adoptions.js';
import { Assessments1764000200040 } from './migrations/1764000200040-assessments.js';
import { Similar1764000200050 } from './migrations/1764000200050-similar.js';
import { Translations1764000200060 } from './migrations/1764000200060-translations.js';
import { Mergers1764000200070 } from './migrations/1764000200070-mergers.js';
import { ImportsInTurn1764000200150 } from './migrations/1764000200150-imports-in-turn.js';
import { ImportsByJobs1764000200300 } from './migrations/1764000200300-imports-by-jobs.js';
import { KeysOfOwners1764000200160 } from './migrations/1764000200160-keys-of-owners.js';
import { PracticeSearch1764000200200 } from './migrations/1764000200200-practice-search.js';
import { SearchedWords1764000200170 } from './migrations/1764000200170-searched-words.js';
import { Submissions1764000200010 } from './migrations/1764000200010-submissions.js';
import { PracticeHistory1764000200020 } from './migrations/1764000200020-practice-history.js';
import { Assignments1764000200021 } from './migrations/1764000200021-assignments.js';
import { LabelsOfFew1764000200161 } from './migrations/1764000200161-labels-of-few.js';
import { VersionsInWork1764000200162 } from './migrations/1764000200162-versions-in-work.js';
import { ActingOnPractice } from './practice/acting-on-practice.js';
import { AssignTaskHandler } from './assignment/assign-task.js';
import { AssignmentController } from './assignment/assignment.controller.js';
import { FollowAssignee } from './assignment/follow-assignee.js';
import { Assignments } from './assignment/assignments.js';
import { ChangePracticeHandler } from './practice/change-practice/change-practice.js';
import { CreatePracticeHandler } from './practice/create-practice/create-practice.js';
import { PracticeController } from './practice/http/practice.controller.js';
import { PracticeHistoryController } from './practice/http/practice-history.controller.js';
import { MergePracticeHandler, ReverseMergerHandler } from './practice/merge-practice/merge-practice.js';
import { PracticeHistory } from './practice/practice.history.js';
import { Practice } from './practice/practice.js';
import { PracticeEditing } from './practice/practice-editing.js';
import { PracticeList } from './practice/practice.list.js';
import { PracticeRepository } from './practice/practice.repository.js';
import { PracticeVersion } from './practice/practice-version.js';
import { RevisePracticeHandler } from './practice/revise-practice/revise-practice.js';
import { PracticeSnapshotController } from './practice/snapshot/practice-snapshot.controller.js';
import { PracticeSnapshot } from './practice/snapshot/practice-snapshot.js';
import { practiceWorkflow } from './practice/practice.workflow.js';
import { practicesRecords } from './privacy/practices.records.js';
import { PrincipalsModule } from '#principals';
import { similarControllers, similarProviders } from './similar/similar.providers.js';
import { statisticsControllers, statisticsProviders } from './statistics/statistics.providers.js';
import { Translation } from './reading/translation.js';
import { translationControllers, translationProviders } from './translation/translation.providers.js';
import { VocabulariesController } from './vocabularies/vocabularies.controller.js';
import { translationSettings } from './translation/translation.settings.js';

/** The registry of practices. */
@Feature({
  entities: [Practice, PracticeVersion, Member, Assessment, Adoption, Translation],
  migrations: [
    Practices1764000200000,
    Imports1764000200001,
    Submissions1764000200010,
    PracticeHistory1764000200020,
    Assignments1764000200021,
    Assessments1764000200040,
    Adoptions1764000200041,
    Similar1764000200050,
    Translations1764000200060,
    Mergers1764000200070,
    ImportsInTurn1764000200150,
    KeysOfOwners1764000200160,
    LabelsOfFew1764000200161,
    VersionsInWork1764000200162,
    SearchedWords1764000200170,
    PracticeSearch1764000200200,
    ImportsByJobs1764000200300,
  ],
  personal: practicesRecords,
  settings: [translationSettings],
  paths: [
    '/v1/practices',
    '/v1/statistics',
    '/v1/imports',
    '/v1/exports',
    '/v1/vocabularies',
    '/v1/adoptions',
    '/v1/translation-results',
  ],
  tags: {
    practices: 'The registry of practices.',
    assessments: 'Reviews of practices by peers.',
    adoptions: 'Practices adopted by other members.',
    translations: 'Practices in further languages.',
    imports: 'Bulk files of practices.',
    statistics: 'Counts of published practices.',
  },
  workflows: [
    {
      title: 'Practice',
      about:
        'The states are those of one version: a published practice may also have a working version. `owner` is an editor of the owning member, `steering` the steering committee or its secretariat. `complete`: nothing that publication requires is missing.',
      first: 'draft',
      workflow: practiceWorkflow,
    },
  ],
})
@Module({
  imports: [PrincipalsModule],
  controllers: [
    PracticeController,
    PracticeHistoryController,
    AssignmentController,
    VocabulariesController,
    PracticeSnapshotController,
    ...adoptionControllers,
    ...assessmentControllers,
    ...importControllers,
    ...federationControllers,
    ...similarControllers,
    ...statisticsControllers,
    ...translationControllers,
  ],
  providers: [
    MembersRepository,
    PracticeRepository,
    PracticeHistory,
    Assignments,
    FollowAssignee,
    PracticeList,
    PracticeSnapshot,
    PracticeEditing,
    CreatePracticeHandler,
    ChangePracticeHandler,
    RevisePracticeHandler,
    AssignTaskHandler,
    MergePracticeHandler,
    ReverseMergerHandler,
    ActingOnPractice,
    ...adoptionProviders,
    ...assessmentProviders,
    ...importProviders,
    ...federationProviders,
    ...similarProviders,
    ...statisticsProviders,
    ...translationProviders,
  ],
})
export class PracticesModule {}
