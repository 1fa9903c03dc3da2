import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/** The functions that erase a person from texts, and the record of erasures. Every app has both in its own schema. */
export class Erasures1764000000030 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function erased(value text, pattern text, address text) returns text language sql immutable
        return regexp_replace(value, pattern, '[erased]', 'g');

      create function erased(value text[], pattern text, address text) returns text[] language sql immutable
        return case when value is not null
          then array(select erased(t.item, pattern, address) from unnest(value) with ordinality as t(item, n) order by n) end;

      -- Removes the list entries with this address ('': no entries); elsewhere edits the texts.
      create function erased(value jsonb, pattern text, address text) returns jsonb language plpgsql immutable as $$
        begin
          return case jsonb_typeof(value)
            when 'string' then to_jsonb(erased(value #>> '{}', pattern, address))
            when 'array' then coalesce((
              select jsonb_agg(erased(t.item, pattern, address) order by n) from jsonb_array_elements(value) with ordinality as t(item, n)
               where not (address <> '' and jsonb_typeof(t.item) = 'object' and lower(trim(coalesce(t.item ->> 'email', ''))) = address)), '[]')
            when 'object' then coalesce((
              select jsonb_object_agg(erased(t.key, pattern, address), erased(t.value, pattern, address)) from jsonb_each(value) as t), '{}')
            else value end;
        end $$;

      -- What was erased, by place and count, without naming the person.
      create table erasure_report (
        id     uuid not null,
        at     timestamptz not null,
        cause  text not null check (cause in ('request', 'retention', 'restore')),
        by     text not null,
        -- [{place, count}]
        places jsonb not null,
        primary key (at, id)
      );
    `);
  }
}

/** The apps themselves, not PostgreSQL, handle all spellings in texts. */
export class ErasuresByReading1764000000140 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop function erased(jsonb, text, text);
      drop function erased(text[], text, text);
      drop function erased(text, text, text);
    `);
  }
}
