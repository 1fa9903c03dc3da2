import { Module } from '@nestjs/common';
import { Feature } from '#app';
import { Translations1764000200060 } from '../migrations/1764000200060-translations.js';
import { Readings } from './readings.js';
import { Translation } from './translation.js';
import { TranslationRepository } from './translation.repository.js';

/** Practices as readers see them, in their language. */
@Feature({ entities: [Translation], migrations: [Translations1764000200060] })
@Module({ providers: [TranslationRepository, Readings], exports: [TranslationRepository, Readings] })
export class ReadingModule {}
