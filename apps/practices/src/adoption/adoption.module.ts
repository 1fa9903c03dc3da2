import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { Adoptions1764000200041 } from '../migrations/1764000200041-adoptions.js';
import { AdoptionsByChange1764000201500 } from '../migrations/1764000201500-adoptions-by-change.js';
import { PracticeModule } from '../practice/practice.module.js';
import { AdoptPracticeHandler } from './adopt-practice/adopt-practice.js';
import { Adoption } from './adoption.js';
import { AdoptionRepository } from './adoption.repository.js';
import { AdoptionsWaiting } from './adoptions-waiting.js';
import { ChangeAdoptionHandler } from './change-adoption/change-adoption.js';
import { AdoptionController } from './http/adoption.controller.js';
import { MemberAdoptionsController } from './http/member-adoptions.controller.js';

/** Adoptions of practices. */
@Feature({
  entities: [Adoption],
  migrations: [Adoptions1764000200041, AdoptionsByChange1764000201500],
  paths: ['/v1/adoptions'],
  tags: { adoptions: 'Who took practices up.' },
})
@Module({
  imports: [PracticeModule],
  controllers: [AdoptionController, MemberAdoptionsController],
  providers: [AdoptionRepository, AdoptionsWaiting, AdoptPracticeHandler, ChangeAdoptionHandler],
})
export class AdoptionModule {}
