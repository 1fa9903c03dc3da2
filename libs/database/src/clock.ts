import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';

/** The present moment; tests replace it with a fixed one. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}

/** The calendar day of the network's decisions and due dates, in the time zone of its seat. `2026-11-22` */
export const dayInBrussels = (at: Date): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Brussels' }).format(at);

/** A new id: UUIDv7, so that later ids sort later and indexes stay dense. */
export const newId = (): string => v7();
