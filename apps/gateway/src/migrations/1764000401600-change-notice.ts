import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Whoever streams changes is told of new ones. */
export class ChangeNotice1764000401600 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function change_notify() returns trigger language plpgsql as $$
        begin
          perform pg_notify(tg_table_schema || '_change', '');
          return null;
        end $$;
      create trigger change_notify after insert on change for each statement execute function change_notify();
    `);
  }
}
