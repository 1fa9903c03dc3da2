import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MarkedMethods } from '../marked-methods.js';
import { Reaction, type Happening } from './reacts-to.js';

/**
 * Calls the reactions of an app's features to what happens, in the same transaction. The reacting features register
 * themselves.
 */
@Injectable()
export class Reactions implements OnModuleInit {
  private reacting: {
    readonly types: ReadonlySet<string>;
    readonly react: (...args: readonly unknown[]) => unknown;
  }[] = [];

  constructor(private readonly marked: MarkedMethods) {}

  onModuleInit(): void {
    this.reacting = this.marked
      .with(Reaction)
      .map(({ mark, call }) => ({ types: new Set(mark.map(({ type }) => type)), react: call }));
  }

  /** One after the other, since a transaction does one thing at a time. */
  async tell(tx: EntityManager, events: readonly Happening[]): Promise<void> {
    for (const { types, react } of this.reacting) {
      const concerning = events.filter(({ type }) => types.has(type));
      if (concerning.length > 0) await react(tx, concerning);
    }
  }
}
