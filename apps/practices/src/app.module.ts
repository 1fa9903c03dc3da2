import { Module } from '@nestjs/common';
import { AdoptionModule } from './adoption/adoption.module.js';
import { AssessmentModule } from './assessment/assessment.module.js';
import { AssignmentModule } from './assignment/assignment.module.js';
import { FederationModule } from './federation/federation.module.js';
import { ImportModule } from './import/import.module.js';
import { MeaningModule } from './meaning/meaning.module.js';
import { MembersModule } from './members/members.module.js';
import { PracticeModule } from './practice/practice.module.js';
import { QuestionModule } from './question/question.module.js';
import { ReadingModule } from './reading/reading.module.js';
import { SavedSearchModule } from './saved-search/saved-search.module.js';
import { SimilarModule } from './similar/similar.module.js';
import { StatisticsModule } from './statistics/statistics.module.js';
import { TranslationModule } from './translation/translation.module.js';
import { VocabulariesModule } from './vocabularies/vocabularies.module.js';

/** The registry of practices. */
@Module({
  imports: [
    PracticeModule,
    AssessmentModule,
    AdoptionModule,
    TranslationModule,
    ReadingModule,
    MeaningModule,
    AssignmentModule,
    ImportModule,
    FederationModule,
    SavedSearchModule,
    QuestionModule,
    SimilarModule,
    StatisticsModule,
    VocabulariesModule,
    MembersModule,
  ],
})
export class PracticesModule {}
