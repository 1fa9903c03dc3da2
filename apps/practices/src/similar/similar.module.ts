import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { Similar1764000200050 } from '../migrations/1764000200050-similar.js';
import { SimilarInWork1764000200540 } from '../migrations/1764000200540-similar-in-work.js';
import { PracticeModule } from '../practice/practice.module.js';
import { SimilarController } from './http/similar.controller.js';
import { SimilarPracticeRepository } from './similar-practice.repository.js';

/** Practices that resemble another. */
@Feature({ migrations: [Similar1764000200050, SimilarInWork1764000200540] })
@Module({ imports: [PracticeModule], controllers: [SimilarController], providers: [SimilarPracticeRepository] })
export class SimilarModule {}
