import type { Provider } from '@nestjs/common';
import { AppRuntime } from '#app';
import { EraseDataSubjectHandler } from './erase/erase-data-subject.js';
import { ErasuresInHand } from './erasures-in-hand.js';
import { EverywhereKept } from './everywhere-kept.js';
import { DataSubjectController } from './http/data-subject.controller.js';
import { ERASURE_LIST, RememberedErasures } from './remembered-erasures.js';

/** What the app's module takes over from this feature. */
export const dataSubjectControllers = [DataSubjectController];
export const dataSubjectProviders: Provider[] = [
  { provide: ERASURE_LIST, inject: [AppRuntime], useFactory: ({ settings }: AppRuntime) => settings.erasures },
  RememberedErasures,
  ErasuresInHand,
  EverywhereKept,
  EraseDataSubjectHandler,
];
