import type { EntityManager } from 'typeorm';
import { dayInBrussels } from '#database';
import { happened, principalChanged, type PrincipalFacts } from '#contracts';
import type { Outbox } from '#messaging';

/** The most principals announced in one transaction. */
export const TOLD_AT_ONCE = 500;

/** Lock held until the commit: the next transaction reads what this one has written, so that the last event is right. */
const TELLING_LOCK = 7_120_660;

/** Rights that are valid now: their last day has not passed and their member has not ended. @param today a placeholder */
export const countsOn = (today: string): string => `(invitation.ends_on is null or invitation.ends_on >= ${today})
  and not exists (select from member where member.id = invitation.member_id and member.status = 'ended')`;

/**
 * What everybody, or each of the ids $1 if given, may do on the day $2. Persons of an issuer other than $5 have no
 * rights, as at sign-in, but only once somebody has signed in through $5, since its name may be misspelt.
 */
const present = `
  select client.id, 'client' as kind, array(select distinct unnest(client.roles) order by 1) as roles, client.member_id
    from client left join member on member.id = client.member_id
   where client.deleted_at is null and member.status is distinct from 'ended' and ($1::uuid[] is null or client.id = any($1))
  union all
  select invitation.person_id, 'person', array_agg(distinct role order by role),
         (array_agg(invitation.member_id order by invitation.id) filter (where invitation.member_id is not null))[1]
    from invitation cross join unnest(invitation.roles) as role
    join person on person.id = invitation.person_id
   where ($1::uuid[] is null or person.id = any($1)) and ${countsOn('$2')}
     and (person.issuer = $5 or not exists (select from person present where present.issuer = $5))
   group by invitation.person_id`;

/**
 * Compares what clients and persons may do with the last announcement, and announces the differences, in the
 * transaction of their cause. So it does not matter in which of many ways somebody's rights have changed.
 *
 * @param ids whose rights may have changed; undefined: anybody's
 * @param issuer at which people sign in now
 * @returns how many principals it has announced
 */
export async function tellPrincipals(
  tx: EntityManager,
  outbox: Outbox,
  now: Date,
  { ids, issuer }: { readonly ids?: readonly string[] | undefined; readonly issuer?: string | undefined },
): Promise<number> {
  await tx.query('select pg_advisory_xact_lock($1)', [TELLING_LOCK]);
  const told = await tx.query<PrincipalFacts[]>(
    `with present as (${present}),
          told as (select * from told_principal where $1::uuid[] is null or id = any($1)),
          changed as (
            select id, coalesce(present.kind, told.kind) as kind, coalesce(present.roles, '{}') as roles, present.member_id
              from present full join told using (id)
             where coalesce(present.roles, '{}') is distinct from told.roles or present.member_id is distinct from told.member_id
             order by id limit $4
          )
     insert into told_principal (id, kind, roles, member_id, told_at) select id, kind, roles, member_id, $3 from changed
     on conflict (id) do update set roles = excluded.roles, member_id = excluded.member_id, told_at = excluded.told_at
     returning id, kind, roles, member_id as "memberId"`,
    [ids ?? null, dayInBrussels(now), now, TOLD_AT_ONCE, issuer ?? null],
  );
  await outbox.append(
    tx,
    told.map((facts) => happened(principalChanged, facts.id, facts)),
  );
  return told.length;
}
