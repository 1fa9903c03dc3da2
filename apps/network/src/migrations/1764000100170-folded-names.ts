import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';
import { foldedFunction } from '#spelling';

/** Names are compared in the same way as search texts. */
export class FoldedNames1764000100170 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(foldedFunction());
  }
}
