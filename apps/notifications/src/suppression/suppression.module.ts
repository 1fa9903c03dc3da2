import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { SuppressedAddresses1764000300440 } from '../migrations/1764000300440-suppressed-addresses.js';
import { ForgetSuppressions } from './forget-suppressions.js';
import { SuppressionController } from './http/suppression.controller.js';
import { LiftSuppressionHandler } from './lift-suppression/lift-suppression.js';
import { suppressionRecords } from './suppression.records.js';
import { SuppressionRepository } from './suppression.repository.js';

/** Addresses that refuse mails, to which none are sent. */
@Feature({
  migrations: [SuppressedAddresses1764000300440],
  personal: suppressionRecords,
  paths: ['/v1/operations/suppressed-addresses'],
})
@Module({
  controllers: [SuppressionController],
  providers: [SuppressionRepository, ForgetSuppressions, LiftSuppressionHandler],
  exports: [SuppressionRepository],
})
export class SuppressionModule {}
