import type { Provider } from '@nestjs/common';
import type { AppRuntime } from '#http';
import { EraseDataSubjectHandler } from './erase/erase-data-subject.js';
import { ErasuresInHand } from './erasures-in-hand.js';
import { EverywhereKept } from './everywhere-kept.js';
import { DataSubjectController } from './http/data-subject.controller.js';
import { ERASURE_LIST, RememberedErasures } from './remembered-erasures.js';

/** What the app's module takes over from this feature. */
export const dataSubjectControllers = [DataSubjectController];
export const dataSubjectProviders = ({ settings }: AppRuntime): Provider[] => [
  { provide: ERASURE_LIST, useValue: settings.erasures },
  RememberedErasures,
  ErasuresInHand,
  EverywhereKept,
  EraseDataSubjectHandler,
];
