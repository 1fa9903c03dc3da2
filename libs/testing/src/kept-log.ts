import { Logger, type LoggerService } from '@nestjs/common';

/** Empties this list, and writes what is logged from now on into it instead of the console. */
export function keepLog(said: string[]): void {
  said.length = 0;
  const keep = (...words: unknown[]) => void said.push(JSON.stringify(words));
  Logger.overrideLogger({ log: keep, warn: keep, error: keep } satisfies LoggerService);
}

export const showLog = (): void => Logger.overrideLogger(['error', 'warn']);
