import { Module } from '@nestjs/common';
import { AppRuntime } from '#app';
import { derivedKey } from '../derived-key.js';
import { AttemptRepository } from './attempt.repository.js';
import { ATTEMPT_SETTINGS, Attempts, type AttemptSettings } from './attempts.js';

/** Counts guesses at secrets, so that guessing stops. */
@Module({
  providers: [
    AttemptRepository,
    Attempts,
    { provide: ATTEMPT_SETTINGS, inject: [AppRuntime], useFactory: attemptSettings },
  ],
  exports: [AttemptRepository, Attempts],
})
export class AttemptModule {}

function attemptSettings({ settings }: AppRuntime): AttemptSettings {
  return { rateLimit: settings.rateLimit, key: derivedKey(settings, 'attempts') };
}
