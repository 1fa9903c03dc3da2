import type { MigrationInterface, QueryRunner } from 'typeorm';
import { foldedFunction } from '#spelling';

/** Names are compared in the same way as searches compare texts. */
export class FoldedNames1764000100170 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(foldedFunction());
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
