import { Injectable } from '@nestjs/common';
import { v7 } from 'uuid';

/** The present moment; tests put a fixed one in its place. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}

/** A new id: UUIDv7, so that ids made later sort later and indexes stay dense. */
export const newId = (): string => v7();
