import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** What a restore needs to store (docs/adr/0010). Every app runs this migration in its own schema. */
export class StreamOrigin1764000000020 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- New streams start after this number, which is the same in all apps. Only a restore raises it.
      create table stream_origin (
        only_row boolean primary key default true check (only_row),
        sequence bigint not null
      );
      insert into stream_origin (sequence) values (0);

      -- Tells whose event a group has missed once the outbox no longer has it. Null: no event since this migration.
      alter table stream_head add column topic text;
    `);
  }
}
