import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { memberEvents, type EventOf, type memberApproved } from '#contracts';
import { prepared } from '#database';
import type { Principal } from '#identity';
import { Consumes, Reactions, type EventContext } from '#messaging';
import { notValid, type ProblemPlace } from '#problems';
import type { FactSheet } from '../fact-sheet/fact-sheet.js';
import type { Standing } from '#principals';
import { assertMayWrite } from './may-write.js';
import { Member } from './member.js';

const noMember = {
  code: 'no-member',
  detail: 'No member has this id. Use an id from GET /v1/members, or only give the name.',
};

/** The names of members by their ids; those of unknown ones are missing. */
export async function namesOf(tx: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<Pick<Member, 'id' | 'name'>[]>(
    prepared('select id, name from member where id = any($1::uuid[])'),
    [ids],
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** What this app knows of members, from their events. Each event has the whole state, so the last one counts. */
@Injectable()
export class MemberProjection {
  constructor(private readonly reactions: Reactions) {}

  /**
   * @returns what is known of the caller's member now
   * @throws {Problem} as `assertMayWrite` does, by that
   */
  async assertMayWrite(tx: EntityManager, by: Principal): Promise<Member | null> {
    const member = by.memberId === undefined ? null : await tx.findOneBy(Member, { id: by.memberId });
    assertMayWrite(by, member?.status);
    return member;
  }

  /**
   * @param sheets any number of fact sheets
   * @returns for each sheet, in order, the places that name a partner by an unknown member id
   */
  async strangersIn(
    tx: EntityManager,
    sheets: readonly (Pick<FactSheet, 'partners'> | undefined)[],
  ): Promise<ProblemPlace[][]> {
    const idsOf = (sheet: (typeof sheets)[number]) =>
      sheet?.partners?.map(({ memberId }) => memberId?.toLowerCase()) ?? [];
    const named = [...new Set(sheets.flatMap(idsOf).filter((id) => id !== undefined))];
    if (named.length === 0) return sheets.map(() => []);
    const rows = await tx.query<{ id: string }[]>('select id from member where id = any($1::uuid[])', [named]);
    const known = new Set<string | undefined>([undefined, ...rows.map(({ id }) => id)]);
    return sheets.map((sheet) =>
      idsOf(sheet).flatMap((id, n) => (known.has(id) ? [] : [{ ...noMember, pointer: `/partners/${n}/memberId` }])),
    );
  }

  /** @throws {Problem} 422 when the sheet names a partner by an unknown member id */
  async assertPartners(tx: EntityManager, sheet: FactSheet): Promise<void> {
    const places = (await this.strangersIn(tx, [sheet])).flat();
    if (places.length > 0) throw notValid(places);
  }

  /** Whether a principal that acts for the network, or for a member in its present state, may write. */
  async isFreeToWrite(tx: EntityManager, { roles, memberId }: Standing): Promise<boolean> {
    if (memberId === null || roles.includes('steering') || roles.includes('admin')) return true;
    return (await tx.findOneBy(Member, { id: memberId }))?.status === 'approved';
  }

  @Consumes('members', memberEvents)
  async note(event: EventOf<typeof memberApproved>, { tx }: EventContext): Promise<void> {
    const { id, name, status } = event.data;
    await tx.upsert(Member, { id, name, status }, ['id']);
    await this.reactions.tell(tx, [event]);
  }
}
