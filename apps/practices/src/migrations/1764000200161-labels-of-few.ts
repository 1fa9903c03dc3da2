import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Labels by fewer than two assessors no longer show the criteria: that would reveal a single assessor's scores. */
export class LabelsOfFew1764000200161 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update practice set label = jsonb_set(
               jsonb_set(label, '{explanation,missing}', '["assessors"]'), '{explanation,medians}',
               (select jsonb_object_agg(name, null) from jsonb_object_keys(label #> '{explanation,medians}') as name))
       where (label #>> '{explanation,assessors}')::integer < 2;
    `);
  }
}
