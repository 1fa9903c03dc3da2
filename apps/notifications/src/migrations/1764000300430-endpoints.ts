import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** Which endpoints are sick, and how far calls to hosts are booked ahead. */
export class Endpoints1764000300430 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Only while something fails: an endpoint without a row is well.
      create table endpoint_health (
        host        text not null,
        party       text collate "C" not null,
        failures    integer not null, -- in a row
        rests       integer not null default 0, -- since it was last well
        rests_until timestamptz,
        primary key (host, party)
      ) with (fillfactor = 50);

      -- A row whose time has passed says nothing.
      create table host_rate (
        host         text primary key,
        booked_until timestamptz not null
      ) with (fillfactor = 50);
    `);
  }
}
