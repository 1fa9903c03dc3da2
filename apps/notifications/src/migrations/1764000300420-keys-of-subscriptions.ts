import type { QueryRunner } from 'typeorm';
import { ForwardMigration } from '#database';

/**
 * An event finds the subscriptions that want it through an index. A subscription has a key for each alternative of what is
 * most selective in its filter; an event that passes the filter has at least one of these keys, and the filter itself
 * decides.
 */
export class KeysOfSubscriptions1764000300420 extends ForwardMigration {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What types that meet the pattern have in common: themselves, their beginning or their end, up to a dot; '' is nothing.
      create function key_of_types(pattern text) returns text language sql immutable parallel safe
        return case
          when strpos(pattern, '*') = 0 then pattern
          when pattern ~ '^eu\\.lra-network\\.[^.*]+\\.' then substring(pattern from '^([^*]*\\.)') || '*'
          else coalesce('*' || substring(pattern from '(\\.[^*]*)$'), '') end;

      create function keys_of_type(type text) returns text[] language sql immutable parallel safe
        return (
          with name as (select string_to_array(type, '.') as parts)
          select array['', type] || array_agg(array_to_string(parts[:i], '.') || '.*') || array_agg('*.' || array_to_string(parts[i + 1:], '.'))
            from name, generate_series(1, cardinality(parts) - 1) as i);

      -- The end of a searched text: of one of these lengths, so that few parts of a title are to be looked up.
      create function key_of_text(folded text) returns text language sql immutable parallel safe
        return 'text ' || right(folded, case when length(folded) >= 8 then 8 when length(folded) >= 4 then 4 when length(folded) >= 2 then 2 else 1 end);

      create function keys_of_titles(folded text) returns text[] language sql immutable parallel safe
        return array(
          select distinct 'text ' || substr(title, first, long)
            from unnest(string_to_array(folded, E'\\n')) as title, unnest('{1,2,4,8}'::integer[]) as long,
                 generate_series(1, length(title) - long + 1) as first);

      -- Each combination, as long as there are few; from the first part on, which is always taken.
      create function combined_keys(kinds text[], firsts text[], seconds text[], thirds text[]) returns text[]
        language sql immutable parallel safe
        return (
          with of (kinds, firsts, seconds, thirds) as (
            select kinds, firsts,
                   case when cardinality(firsts) * cardinality(seconds) <= 100 then seconds else '{""}' end,
                   case when cardinality(firsts) * cardinality(thirds)
                             * case when cardinality(firsts) * cardinality(seconds) <= 100 then cardinality(seconds) else 1 end <= 100
                        then thirds else '{""}' end)
          select coalesce(array_agg(concat_ws(' ', kind, a, b, c)), '{}')
            from of, unnest(of.kinds) as kind, unnest(of.firsts) as a, unnest(of.seconds) as b, unnest(of.thirds) as c);

      create function keys_of_filter(
        types text[], countries text[], dimensions text[], themes text[], members text[], text text, steps boolean
      ) returns text[] language sql immutable parallel safe
        return (
          with of as (
            select case when steps then '{public,step}' else '{public}' end::text[] as kinds,
                   case when types is null or '' = any(array(select key_of_types(t) from unnest(types) as t)) then '{""}'
                        else array(select distinct key_of_types(t) from unnest(types) as t) end as types)
          select case
              when members is not null then combined_keys(of.kinds, array(select 'member ' || m from unnest(members) as m), of.types, '{""}')
              when folded(text) <> '' then array[key_of_text(folded(text))]
              else combined_keys(of.kinds, coalesce(countries, '{""}'), coalesce(themes, dimensions, '{""}'), of.types) end
            from of);

      create function keys_of_event(
        type text, countries text[], dimensions text[], themes text[], members text[], title text, is_step boolean
      ) returns text[] language sql immutable parallel safe
        return (
          with of (kind) as (values (case when is_step then 'step' else 'public' end))
          select array(select concat_ws(' ', of.kind, 'member ' || m, t, '') from unnest(members) as m, unnest(keys_of_type(type)) as t)
              || array(select concat_ws(' ', of.kind, a, b, c)
                         from unnest(array_append(countries, '')) as a, unnest(array_append(themes || dimensions, '')) as b, unnest(keys_of_type(type)) as c)
              || keys_of_titles(title)
            from of);

      alter table subscription add column keys text[] collate "C" not null generated always as (
        keys_of_filter(types, countries, dimensions, themes, members, text, steps)) stored;
      -- Few are written, all are searched: what is written is put in its place at once.
      create index subscription_keys on subscription using gin (keys) with (fastupdate = off)
        where state in ('pending', 'active', 'paused');
    `);
  }
}
