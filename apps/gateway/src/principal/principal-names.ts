import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Listed } from '#http';
import type { Role } from '#identity';

/** Under which name a client or person is known. */
export interface PrincipalName {
  readonly id: string;
  readonly kind: 'client' | 'person';
  readonly name: string;
}

export interface NameFilter {
  readonly id?: readonly string[];
  /** Only those who hold one of these roles now. */
  readonly role?: readonly Role[];
}

/** Clients keep their names when they end; an erased person has none. */
const named = `(
  select id, 'person' as kind, name, null::uuid as member_id from person
  union all select id, 'client', name, member_id from client) as p
  left join told_principal told on told.id = p.id`;

/** The names of those who act here, in the order of their ids. */
@Injectable()
export class PrincipalNames {
  constructor(private readonly dataSource: DataSource) {}

  /** @param memberId only those who act for this member; undefined: all */
  list(memberId: string | undefined, { id, role }: NameFilter): Listed<PrincipalName> {
    const condition = `($1::uuid[] is null or p.id = any($1)) and ($2::text[] is null or told.roles && $2)
      and ($3::uuid is null or coalesce(p.member_id, told.member_id) = $3)`;
    const filter = [id ?? null, role ?? null, memberId ?? null];
    return {
      read: (seek, most) => {
        const { where, orderBy, values } = seek.sql({ 'p.id': 'uuid' }, 4);
        return this.dataSource.query<PrincipalName[]>(
          `select p.id, p.kind, p.name from ${named} where ${condition} and ${where} order by ${orderBy} limit $5`,
          [...filter, ...values, most],
        );
      },
      count: async () => {
        const [row] = await this.dataSource.query<{ n: number }[]>(
          `select count(*)::integer as n from ${named} where ${condition}`,
          filter,
        );
        return row?.n ?? 0;
      },
    };
  }
}
