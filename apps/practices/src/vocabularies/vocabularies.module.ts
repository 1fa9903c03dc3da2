import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { VocabulariesController } from './vocabularies.controller.js';

/** The words of the fact sheet. */
@Feature({ paths: ['/v1/vocabularies'] })
@Module({ controllers: [VocabulariesController] })
export class VocabulariesModule {}
