import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { erasureListSettings } from '#privacy';
import { CredentialModule } from '../credential/credential.module.js';
import { DataSubjects1764000400040 } from '../migrations/1764000400040-data-subjects.js';
import { OperationsModule } from '../operations/operations.module.js';
import { EraseDataSubjectHandler } from './erase/erase-data-subject.js';
import { ErasureRepository } from './erasure.repository.js';
import { EverywhereKept } from './everywhere-kept.js';
import { gatewayRecords } from './gateway.records.js';
import { DataSubjectController } from './http/data-subject.controller.js';
import { RememberedErasures } from './remembered-erasures.js';

/** What all apps keep of a person, and its erasure (docs/adr/0012-erasure-by-catalogue.md). */
@Feature({
  migrations: [DataSubjects1764000400040],
  personal: gatewayRecords,
  settings: [erasureListSettings],
  tags: { 'data subjects': 'Data kept about a person, and their erasure.' },
})
@Module({
  imports: [CredentialModule, OperationsModule],
  controllers: [DataSubjectController],
  providers: [RememberedErasures, ErasureRepository, EverywhereKept, EraseDataSubjectHandler],
  exports: [RememberedErasures],
})
export class DataSubjectModule {}
